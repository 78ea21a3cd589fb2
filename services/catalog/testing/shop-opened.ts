import {
  newId,
  type KeQuanEvent,
  type OnboardingStage,
  type TrackName,
  type ReviewOutcome,
} from '@kequan/contracts';

/** The event by which institution tells that a stage was decided; by default it opens the shop. */
export function stageDecided(
  institutionId: string,
  applicantAccountId: string,
  {
    stage = 'shop',
    outcome = 'approve',
    programmeId = 'jiangsu',
    track = programmeId === 'jiangsu' ? 'inspectionTesting' : 'provider',
  }: {
    stage?: OnboardingStage;
    outcome?: ReviewOutcome;
    programmeId?: string;
    track?: TrackName;
  } = {},
): KeQuanEvent {
  return {
    specversion: '1.0',
    id: newId(),
    source: '/kequan/institution',
    type: 'kequan.institution.stage-decided.v1',
    subject: institutionId,
    time: new Date().toISOString(),
    datacontenttype: 'application/json',
    data: {
      programmeId,
      institutionId,
      applicantAccountId,
      title: '南京紫金分析测试有限公司',
      track,
      stage,
      taskId: newId(),
      outcome,
      comments: [],
      decidedBy: newId(),
      revision: 1,
    },
  };
}

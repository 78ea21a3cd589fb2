import {
  newId,
  type KeQuanEvent,
  type OnboardingStage,
  type TrackName,
  type ReviewOutcome,
} from '@kequan/contracts';
import { toldEvent } from '@kequan/kit/testing';

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
  return toldEvent('kequan.institution.stage-decided.v1', institutionId, {
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
  });
}

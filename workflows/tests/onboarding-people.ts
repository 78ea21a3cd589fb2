import {
  ENTERPRISE_ENROLMENT,
  enrolmentId,
  INSTITUTION_ONBOARDING,
  isProviderTrack,
  newId,
  onboardingId,
  stagesOf,
  submitStage,
  type EnrolmentResult,
  type OnboardingInput,
  type OnboardingResult,
  type OnboardingStage,
  type SubmitAnswer,
  type SubmitStageInput,
  type TrackName,
} from '@kequan/contracts';
import { People } from './people';
import type { Rig } from './rig';

/** A provider on its way to be listed, or a voucher user on his to be admitted, and the office that reviews it. */
export class OnboardingPeople extends People {
  readonly institutionId: string;
  readonly serviceIds = [newId(), newId()];

  constructor(
    rig: Rig,
    programmeId = 'jiangsu',
    track: TrackName = 'inspectionTesting',
    more: Partial<OnboardingInput> = {},
  ) {
    const institutionId = more.institutionId ?? newId();
    const input: OnboardingInput = {
      institutionId,
      programmeId,
      track,
      stages: stagesOf(programmeId, track),
      instance: rig.instance,
      stageIndex: 0,
      ...more,
    };
    super(rig, {
      ...(isProviderTrack(track)
        ? { workflowType: INSTITUTION_ONBOARDING, workflowId: onboardingId(institutionId) }
        : { workflowType: ENTERPRISE_ENROLMENT, workflowId: enrolmentId(institutionId) }),
      home: 'institution',
      input,
    });
    this.institutionId = institutionId;
  }

  /** The same people, for a run that begins otherwise. */
  from(more: Partial<OnboardingInput>): OnboardingPeople {
    return new OnboardingPeople(this.rig, 'jiangsu', 'inspectionTesting', {
      institutionId: this.institutionId,
      ...more,
    });
  }

  submission(stage: OnboardingStage, changes: Partial<SubmitStageInput> = {}): SubmitStageInput {
    return {
      key: newId(),
      stage,
      version: 3,
      submittedBy: this.applicantId,
      attachmentIds: [newId()],
      serviceIds: stage === 'qualification' ? this.serviceIds : [],
      ...(stage === 'registration' || stage === 'enrolment' ? { unitCode: '91320000100019592W' } : {}),
      ...changes,
    };
  }

  submit(stage: OnboardingStage, changes: Partial<SubmitStageInput> = {}): Promise<SubmitAnswer> {
    return this.submitMessage(this.submission(stage, changes));
  }

  submitMessage(message: SubmitStageInput): Promise<SubmitAnswer> {
    return this.startWith(submitStage, message);
  }

  /** The end of the process; time skips ahead to it. */
  end(): Promise<OnboardingResult | EnrolmentResult> {
    return this.handle.result() as Promise<OnboardingResult | EnrolmentResult>;
  }
}

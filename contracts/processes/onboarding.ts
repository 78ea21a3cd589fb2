import type { OnboardingStage, TrackName, TrackStage } from '../programme';
import { message, question } from './message';
import type { SubmitAnswer } from './review';

/** The workflow's type name; it stands in histories and never changes. */
export const INSTITUTION_ONBOARDING = 'institutionOnboarding';

/**
 * Input of institutionOnboarding. The stages travel with the run, so that a change of the programme's data never
 * changes a process that runs already.
 */
export interface OnboardingInput {
  institutionId: string;
  programmeId: string;
  track: TrackName;
  stages: TrackStage[];
  /** The instance prefix of the task queues of the other services. */
  instance: string;
  /** The stage to begin with: the first, or the one where an earlier run was closed. */
  stageIndex: number;
  /** The unit code that this institution holds already, when a run goes on as a new one. */
  heldUnitCode?: string;
  /** The key of what ended the last review of the run before: whoever did not hear the answer asks again. */
  reviewEndedBy?: string;
}

export interface SubmitStageInput {
  key: string;
  stage: OnboardingStage;
  version: number;
  submittedBy: string;
  attachmentIds: string[];
  /** The services to be set as voucher services; of the qualification only, else empty. */
  serviceIds: string[];
  /** The unit code in the form at that version; of the registration and the enrolment only. */
  unitCode?: string;
}
/** Submits the current stage. `version` is the document's version that the applicant saw and the route checked. */
export const submitStage = message<SubmitStageInput, SubmitAnswer>('submit');

/** How far a passage has come: the stages that are approved, without those that were taken back. */
export interface Passage {
  programmeId: string;
  track: TrackName;
  passed: OnboardingStage[];
}
/** How far an institution's passage has come: for whoever has not heard the events of it yet. */
export const passage = question<Passage>('passage');

/** How an onboarding ends. */
export type OnboardingResult =
  { ended: 'qualified'; noticeNumber?: string } | { ended: 'closed'; stage: OnboardingStage };

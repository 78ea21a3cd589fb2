import type { ReviewComment, ReviewOutcome } from '../review-outcome';
import type { LeadsToWait } from './calendar';
import type { SubmissionSummary } from './institution';

interface RecordCommand {
  id: string;
  key: string;
}

export interface SubmitRecord extends RecordCommand, LeadsToWait {
  version: number;
  submittedBy: string;
}

export interface DecideRecord extends RecordCommand {
  taskId: string;
  outcome: ReviewOutcome;
  comments: ReviewComment[];
  decidedBy: string;
}

export interface WithdrawRecord extends RecordCommand {
  withdrawnBy: string;
  taskId: string;
}

/** What workflows may ask of a provider's records (instruments, accreditations, capabilities); idempotent by key. */
export interface RecordActivities {
  /** draft | returned → underReview, with a snapshot. @throws `Conflict`, `StageNotOpen`, `FormIncomplete` */
  submitRecord(input: SubmitRecord): Promise<SubmissionSummary>;
  /** underReview → approved (shown) | returned | rejected. @throws `NotUnderReview` */
  decideRecord(input: DecideRecord): Promise<void>;
  /** underReview → draft. @throws `NotUnderReview` */
  withdrawRecord(input: WithdrawRecord): Promise<void>;
}

import type { ReviewComment, ReviewOutcome } from '../review-outcome';
import type { SubmissionSummary } from './institution';

interface ServiceCommand {
  id: string;
  key: string;
}

export interface RecordServiceSubmission extends ServiceCommand {
  version: number;
  submittedBy: string;
}

export interface RecordServiceOutcome extends ServiceCommand {
  taskId: string;
  outcome: ReviewOutcome;
  comments: ReviewComment[];
  decidedBy: string;
}

export interface RecordServiceWithdrawal extends ServiceCommand {
  withdrawnBy: string;
  taskId: string;
}

/** What workflows may ask of catalog. Each is idempotent by its key and one write. */
export interface CatalogActivities {
  /** draft | returned → underReview, with a snapshot. @throws `Conflict`, `StageNotOpen`, `FormIncomplete` */
  recordServiceSubmission(input: RecordServiceSubmission): Promise<SubmissionSummary>;
  /** underReview → approved (listed) | returned | rejected. @throws `NotUnderReview` */
  recordServiceOutcome(input: RecordServiceOutcome): Promise<void>;
  /** underReview → draft. @throws `NotUnderReview` */
  recordServiceWithdrawal(input: RecordServiceWithdrawal): Promise<void>;
  /**
   * Lets the caller go on only when each named service is a listed service of the institution, and there is one at
   * least (R08, R09). @throws `ListedServiceRequired`, `ServiceNotListed`
   */
  requireListedServices(input: { institutionId: string; serviceIds: string[] }): Promise<void>;
  /** Sets listed services as voucher services (JS step 4). Services already set stay so. */
  setVoucherServices(input: { institutionId: string; serviceIds: string[]; key: string }): Promise<void>;
}

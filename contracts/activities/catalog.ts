import type { Exclusion } from '../programme';
import type { ServiceKind } from '../forms/service';
import type { ReviewComment, ReviewOutcome } from '../review-outcome';
import type { CalendarActivities, LeadsToWait } from './calendar';
import type { SubmissionSummary } from './institution';
import type { RecordActivities } from './record';

/** A service as an order may name it. */
export interface OrderableService {
  serviceId: string;
  /** The provider's institution and account. */
  institutionId: string;
  providerAccountId: string;
  title: string;
  kind: ServiceKind;
  priceFen: number;
  priceUnit: string;
  /** Whether a voucher may pay for it. */
  voucher: boolean;
  /** Why a voucher never pays for it, when the programme excludes it (R21, R22). */
  excluded?: Exclusion;
}

interface ServiceCommand {
  id: string;
  key: string;
}

export interface RecordServiceSubmission extends ServiceCommand, LeadsToWait {
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
export interface CatalogActivities extends RecordActivities, CalendarActivities {
  /** draft | returned → underReview, with a snapshot. @throws `Conflict`, `StageNotOpen`, `FormIncomplete`, `InstrumentNotUsable` */
  recordServiceSubmission(input: RecordServiceSubmission): Promise<SubmissionSummary>;
  /** underReview → approved (listed) | returned | rejected. @throws `NotUnderReview`, `InstrumentNotUsable` */
  recordServiceOutcome(input: RecordServiceOutcome): Promise<void>;
  /** underReview → draft. @throws `NotUnderReview` */
  recordServiceWithdrawal(input: RecordServiceWithdrawal): Promise<void>;
  /**
   * Lets the caller go on only when each named service is a listed service of the institution that the programme does not exclude,
   * and there is one at least (R08, R09, R21, R22). @throws `ListedServiceRequired`, `ServiceNotListed`, `ServiceNotPayable`
   */
  requireListedServices(input: { institutionId: string; serviceIds: string[] }): Promise<void>;
  /**
   * A service that may be reserved and ordered now in this programme (R05).
   * @throws `ServiceNotOrderable` when it is not listed, or of another programme
   */
  requireOrderable(input: { serviceId: string; programmeId: string }): Promise<OrderableService>;
  /**
   * Sets listed services as voucher services (JS step 4). Services already set stay so; one that fell away since it was asked for is
   * left out, for the approval stands (M19).
   */
  setVoucherServices(input: { institutionId: string; serviceIds: string[]; key: string }): Promise<void>;
}

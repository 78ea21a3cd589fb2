import type { DealParty, DealWait, Deduction, OrderMoney } from '../deal';
import type { ReviewComment, ReviewOutcome } from '../review-outcome';
import type { CalendarActivities, EndedWait, LeadsToWait } from './calendar';
import type { OrderableService } from './catalog';
import type { SubmissionSummary } from './institution';
import type { TaskToOpen } from './review';
import type { AdmittedUser } from './voucher';

interface Decision {
  taskId: string;
  outcome: ReviewOutcome;
  comments: ReviewComment[];
  decidedBy: string;
}

/** One step of a deal, as its process has it recorded. */
export type DealStep =
  | { kind: 'reserve'; version: number; by: string; user: AdmittedUser; service: OrderableService }
  | {
      kind: 'orderDirectly';
      version: number;
      by: string;
      user: AdmittedUser;
      service: OrderableService;
      money: OrderMoney;
    }
  | {
      kind: 'reply';
      by: string;
      answer: 'accept' | 'reject' | 'reply';
      message?: string | undefined;
      quoteFen?: number | undefined;
    }
  | { kind: 'order'; version: number; by: string; money: OrderMoney }
  | { kind: 'take'; by: string }
  | { kind: 'refuse'; by: string; reason: string }
  /** A side names a later day for the completion; it is agreed when the other side names the same (M3). Days are YYYY-MM-DD. */
  | { kind: 'postpone'; by: string; party: DealParty; completionOn: string }
  | { kind: 'complete'; by: string }
  /** `wait`: of a silence alone, for which the rules confirm; see `lapse`. */
  | { kind: 'confirm'; by: string; wait?: EndedWait | undefined }
  | { kind: 'dispute'; by: string; reason: string }
  | ({ kind: 'decideDispute' } & Decision)
  | { kind: 'claim'; version: number; by: string; opens?: TaskToOpen | undefined }
  | { kind: 'withdrawClaim'; taskId: string; withdrawnBy: string }
  | ({
      kind: 'decideClaim';
      /** `reviewer` first, then `finance`, who says how much is paid. */
      step: 'reviewer' | 'finance';
      approvedFen?: number | undefined;
      deductions?: Deduction[] | undefined;
      /** Finance's task, when the reviewer passes the claim on. */
      opens?: TaskToOpen | undefined;
    } & Decision)
  | { kind: 'payoutReturned'; payoutId: string; reason: string }
  | { kind: 'paid'; payoutId: string }
  | { kind: 'cancel'; by: string; party: DealParty; reason?: string | undefined }
  /** With `wait`, nothing is recorded unless it is over; the answer then tells when to ask again. */
  | { kind: 'lapse'; waitedFor: DealWait; wait?: EndedWait | undefined }
  | { kind: 'remind'; party: DealParty; waitingFor: DealWait; dueAtMs: number };

export interface RecordDealStep extends LeadsToWait {
  dealId: string;
  key: string;
  step: DealStep;
}

/** A deal as its process must know it. */
export interface DealSummary extends SubmissionSummary {
  providerInstitutionId: string;
  providerAccountId: string;
  /** What is claimed of the voucher, in fen; 0 before there is an order. */
  voucherFen: number;
}

/** What workflows may ask of trade. Each is idempotent by its key and one write. */
export interface TradeActivities extends CalendarActivities {
  /**
   * Moves a deal by one step of its life. A refused reserved order is `accepted` again, a direct one a `draft`. A dispute that is
   * approved is upheld (`cancelled`), returned is done again (`inProgress`), rejected is none (`completed`). A claim that is
   * returned or withdrawn is `completed` again; a payout that came back is `checked`, and finance decides anew.
   * A reminder of what was done meanwhile changes nothing.
   * Deadlines run from now; those of the completion from the end of the agreed day when that is later (M3), and of a
   * `postpone` they are told only when it is agreed. A `lapse` or `confirm` whose `wait` is not over records nothing and
   * answers `deadlines`: ask again at their `dueAtMs`; without them, the step is recorded.
   * @throws `DealStepNotOpen` when the deal does not stand where the step begins, `Conflict` (edited meanwhile, or the money
   * is not the order's), `FormIncomplete`, `UserNotAdmitted`, `ServiceNotOrderable` (R05), `DirectOrdersClosed` (R23),
   * `InvoiceOutsideValidity` (R23), `VoucherUnusable`, `PurposeNotPayable` (R21), `ExperimentOutsideProvince` (R22),
   * `CoverageExceeded`, `InputInvalid` (amount and deductions do not add up to the claim)
   */
  recordDealStep(input: RecordDealStep): Promise<DealSummary>;
  /** Takes an invoice number for this deal: once in the whole programme (F20). @throws `InvoiceNumberTaken` */
  reserveInvoiceNumber(input: { dealId: string; programmeId: string; invoiceNumber: string }): Promise<void>;
  /** Gives an invoice number back when this deal holds it; nothing to undo is fine. */
  releaseInvoiceNumber(input: { dealId: string; programmeId: string; invoiceNumber: string }): Promise<void>;
}

import type { Fen } from '../money';
import type { IssuedVoucher } from '../processes/issuance';
import type { ReviewComment, ReviewOutcome } from '../review-outcome';
import type { CalendarActivities, LeadsToWait } from './calendar';
import type { SubmissionSummary } from './institution';

interface ApplicationCommand {
  applicationId: string;
  key: string;
}

interface VoucherCommand {
  voucherId: string;
  key: string;
}

/** Whose year is counted, and which budget pays. */
interface BudgetCommand extends ApplicationCommand {
  programmeId: string;
  institutionId: string;
  /** The year, in China, of the decision. */
  year: number;
}

export interface RecordApplicationSubmission extends ApplicationCommand, LeadsToWait {
  version: number;
  submittedBy: string;
  user: AdmittedUser;
}

export interface RecordApplicationOutcome extends ApplicationCommand {
  taskId: string;
  outcome: ReviewOutcome;
  comments: ReviewComment[];
  decidedBy: string;
  /** What an approval grants. */
  approvedFen?: Fen;
}

export interface RecordApplicationWithdrawal extends ApplicationCommand {
  taskId: string;
  withdrawnBy: string;
}

export interface CommitBudget extends BudgetCommand {
  amountFen: Fen;
}

export interface ReleaseBudget extends BudgetCommand {
  /** The key of the commitment that is undone. */
  commitKey: string;
}

export interface IssueVoucher extends ApplicationCommand {
  /** The commitment that pays for it. */
  commitKey: string;
  year: number;
  amountFen: Fen;
  validityDays: number;
}

export interface HoldVoucher extends VoucherCommand {
  orderId: string;
  institutionId: string;
  amountFen: Fen;
}

export interface ReleaseHold extends VoucherCommand {
  orderId: string;
  /** The key of the hold that is let go: one that comes late, after it was let go, holds nothing. */
  holdKey: string;
}

export interface ReopenHold extends VoucherCommand {
  orderId: string;
}

export interface CaptureHold extends VoucherCommand {
  orderId: string;
  amountFen: Fen;
}

export interface ReturnVoucher extends VoucherCommand {
  returnedBy: string;
}

/** A recorded application, with what it asks for. */
export interface ApplicationSummary extends SubmissionSummary {
  requestedFen: Fen;
}

/** What workflows may ask of voucher. Each is idempotent by its key. */
export interface VoucherActivities extends CalendarActivities {
  /**
   * draft | returned → underReview, with a snapshot and the unit's basic information (R20).
   * @throws `Conflict`, `StageNotOpen`, `FormIncomplete`, `CapExceeded` (R18), `StatementsMissing` (R19),
   * `UserNotAdmitted` (another's unit)
   */
  recordApplication(input: RecordApplicationSubmission): Promise<ApplicationSummary>;
  /** underReview → approved | returned | rejected. @throws `NotUnderReview` */
  recordApplicationOutcome(input: RecordApplicationOutcome): Promise<void>;
  /** underReview → draft. @throws `NotUnderReview` */
  recordApplicationWithdrawal(input: RecordApplicationWithdrawal): Promise<void>;
  /**
   * Takes the amount out of the year's budget and counts it to the applicant's year (R18).
   * @throws `BudgetExhausted`, `CapExceeded`; nothing is taken then
   */
  commitBudget(input: CommitBudget): Promise<void>;
  /** Gives back what a commitment took; nothing to undo is fine. */
  releaseBudget(input: ReleaseBudget): Promise<void>;
  /**
   * Issues the voucher of an approved application, with its number and validity. Its id is the application's: no voucher
   * without an application, and never two (R17). @throws `NotFound`, `NotUnderReview` when it is not approved
   */
  issueVoucher(input: IssueVoucher): Promise<IssuedVoucher>;
  /** Reminds the holder of what is left and until when; nothing left is fine. */
  remindHolder(input: VoucherCommand): Promise<void>;
  /** What is available becomes expired and flows back to the budget. What is held stays held until its order ends. */
  expireVoucher(input: VoucherCommand): Promise<void>;
  /** What is available is given back and flows back to the budget. @throws `VoucherUnusable`, `VoucherTooSmall` (nothing left) */
  returnVoucher(input: ReturnVoucher): Promise<void>;
  /**
   * available → held, for an order of the voucher's own holder within its validity.
   * @throws `VoucherUnusable` (another's, expired, given back), `VoucherTooSmall`, `Conflict` (the order holds already)
   */
  holdVoucher(input: HoldVoucher): Promise<void>;
  /** held → available (or expired, once the voucher has expired); nothing held is fine. */
  releaseHold(input: ReleaseHold): Promise<void>;
  /** held → captured; what was held beyond it is released. @throws `HoldMissing`, `Conflict` when more than was held */
  captureHold(input: CaptureHold): Promise<void>;
  /**
   * captured → held: the payout of what was captured came to nothing (F22, F24), and finance decides anew. Nothing captured is fine.
   */
  reopenHold(input: ReopenHold): Promise<void>;
}

/** What institution tells of an admitted voucher user; kept with the application (R20). */
export interface AdmittedUser {
  name: string;
  unitCode: string;
  userKind: string;
  /** The day of its registration (ISO date). */
  registeredOn: string;
  accountId: string;
}

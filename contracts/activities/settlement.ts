import type { Fen } from '../money';
import type { ReviewComment, ReviewOutcome } from '../review-outcome';
import type { CalendarActivities, LeadsToWait } from './calendar';
import type { Payee, SubmissionSummary } from './institution';

export interface OrderPayout {
  /** Given by the redemption: one per approval of finance. */
  payoutId: string;
  key: string;
  dealId: string;
  programmeId: string;
  /** The institution that is paid, and its account: the voucher user's (`payTo` of its programme). */
  institutionId: string;
  applicantAccountId: string;
  /** What the public notice calls it: the unit and the service. */
  title: string;
  amountFen: Fen;
  /** Who of finance approved it: he neither releases its batch nor rules on an objection to it (F32, M18). */
  approvedBy: string;
  /** The redemption that is told how it ended (`payoutEnded`). */
  workflowId: string;
}

interface BatchStep {
  batchId: string;
}

export interface CollectDue extends BatchStep {
  key: string;
  programmeId: string;
  period: string;
  /** The process that a release is given to. */
  workflowId: string;
}

export interface DissolveBatch extends BatchStep {
  /** The key with which it collected: another run's batch is left alone. */
  collectKey: string;
}

export interface PublishNotice extends BatchStep {
  untilMs: number;
}

export interface AwaitRelease extends BatchStep {
  key: string;
  /** 0 when the notice has ended, then the reminders from 1. */
  reminder: number;
}

export interface RecordRelease extends BatchStep {
  key: string;
  releasedBy: string;
}

export interface MakeBankFile extends BatchStep {
  payees: Payee[];
}

export interface RecordObjection extends LeadsToWait {
  objectionId: string;
  batchId: string;
  payoutId: string;
  key: string;
  reason: string;
  objectedBy: string;
}

export interface DecideObjection {
  objectionId: string;
  payoutId: string;
  key: string;
  taskId: string;
  outcome: ReviewOutcome;
  comments: ReviewComment[];
  decidedBy: string;
}

/** What workflows may ask of settlement. Each is idempotent: by its key, or by the state that it leads to. */
export interface SettlementActivities extends CalendarActivities {
  /** Keeps a payout as due: the programme's next batch takes it. @throws `Conflict` when the id stands for another payout */
  orderPayout(input: OrderPayout): Promise<void>;

  /** Takes what is due in a programme into a batch: due → batched. Nothing due leaves no batch. @throws `Conflict` (the period has one) */
  collectDue(input: CollectDue): Promise<{ lineCount: number }>;
  /** Shows the batch to the public: batched → noticed. */
  publishNotice(input: PublishNotice): Promise<void>;
  /** Tells finance that the batch waits for its release. */
  awaitRelease(input: AwaitRelease): Promise<void>;
  /**
   * Records who released; the second person lets the batch go.
   * @throws `BatchStepNotOpen`, `AnotherPersonRequired` (who released it, or approved a payment in it; F32, M18)
   */
  recordRelease(input: RecordRelease): Promise<{ releases: number }>;
  /** What nobody objects to goes on: noticed → released. @returns whose accounts are needed */
  releaseLines(input: BatchStep): Promise<{ institutionIds: string[] }>;
  /** Makes the bank's file once. A line whose payee has no account is returned (`accountMissing`). @returns how many lines it has */
  makeBankFile(input: MakeBankFile): Promise<{ lineCount: number }>;
  /** Hands the file to the bank, which knows it by the batch's id: released → sent. */
  sendBankFile(input: BatchStep): Promise<void>;
  /** Takes up what the bank has confirmed by now: sent → paid | returned. @returns how many lines it has not answered */
  readConfirmation(input: BatchStep): Promise<{ pendingCount: number }>;
  /** Tells each redemption of the batch how its payout ended (`payoutEnded`), at least once. */
  tellEnds(input: BatchStep): Promise<void>;
  /** Ends the batch; lines that went on after its release are due again. */
  settleBatch(input: BatchStep): Promise<{ paidCount: number; returnedCount: number }>;
  /** Calls a batch off before its release: its lines are due again. One that was released, or is not there, is left alone. */
  dissolveBatch(input: DissolveBatch): Promise<void>;

  /** noticed → held. @throws `BatchStepNotOpen` (the notice is over, the line is held already), `NotFound` */
  recordObjection(input: RecordObjection): Promise<SubmissionSummary>;
  /**
   * held → objected when it is approved; when it is rejected the line goes on in its batch, or is due again when that was
   * released meanwhile. @throws `NotUnderReview`, `InputInvalid` (returned), `AnotherPersonRequired` (who objected, approved the payment or
   * released its batch does not rule)
   */
  decideObjection(input: DecideObjection): Promise<void>;
  /** Tells the redemption of one payout how it ended, at least once. */
  tellEnd(input: { payoutId: string }): Promise<void>;
}

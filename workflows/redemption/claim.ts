import { uuid4 } from '@temporalio/workflow';
import type { ClaimInput, FilesActivities, ReviewClock, TaskToOpen } from '@kequan/contracts';
import { DEAL_LIFE, leadsTo, standingOrEnd } from '@kequan/contracts/pure';
import type { Taken } from '../kit/attempts';
import { askOf } from '../kit/policies';
import { fineWhen } from '../kit/refusals';
import { UniqueHold } from '../kit/unique-hold';
import { review, taskToOpen, type Verdict } from '../review/review';
import type { DealParts, Next } from './parts';
import type { PaymentApproval } from './payouts';

/** A claim and its two desks: the reviewer passes it on, finance says how much of it is paid (F22, F23). */
export class DealClaim {
  private readonly invoice: UniqueHold;
  /** The task of the desk where the claim lies, and whether the event of the step before opens it. */
  private taskId = '';
  private toldOf = false;
  private underReview: Taken | undefined;
  /** What finance approved last. */
  approval: PaymentApproval = { approvedFen: 0, approvedBy: '' };

  constructor(private readonly parts: DealParts) {
    const { input, home, attempts } = parts;
    const { dealId, programmeId } = input;
    this.invoice = new UniqueHold(
      {
        what: 'invoice number',
        take: (invoiceNumber) => home.reserveInvoiceNumber({ dealId, programmeId, invoiceNumber }),
        release: (invoiceNumber) => home.releaseInvoiceNumber({ dealId, programmeId, invoiceNumber }),
      },
      attempts,
      input.resume?.invoiceNumber,
    );
  }

  /** The invoice number that this deal holds, for the run that goes on as a new one. */
  get invoiceNumber(): string | undefined {
    return this.invoice.value;
  }

  /** The user claims with invoice, contract and report (R27), while the invoice number is this deal's alone (F20). */
  async claimed(): Promise<Next> {
    return this.parts.waits.for('claim', async (message) => {
      await this.submitted(message);
      return standingOrEnd(leadsTo(DEAL_LIFE, 'claim'));
    });
  }

  /** The reviewer's desk: what it approves is finance's. */
  async reviewed(): Promise<Next> {
    const { claimReview } = this.parts.input.clocks;
    return after('checkClaim', await this.passed('reviewer', 'claim', claimReview));
  }

  /** Finance's desk. What it approves stays, whatever becomes of the process: nothing before it is undone any more. */
  async paymentReviewed(): Promise<Next> {
    // A payout that came back is told of without a task.
    if (!this.toldOf) this.taskId = uuid4();
    const { financeReview } = this.parts.input.clocks;
    return after('decidePayment', await this.passed('finance', 'payment', financeReview));
  }

  /** Takes a claim in: its number, its files, its record. @throws a broken rule; nothing of it stays then */
  private async submitted({ key, version, by, attachmentIds, invoiceNumber }: ClaimInput): Promise<void> {
    const { input, attempts, record } = this.parts;
    const { dealId, instance, clocks } = input;
    const files = askOf<FilesActivities>(instance, 'files');
    const recorded = async (): Promise<void> => {
      const opens = this.expected(clocks.claimReview);
      this.pass(opens);
      const next = standingOrEnd(leadsTo(DEAL_LIFE, 'claim'));
      await record.take(key, { kind: 'claim', version, by, opens }, next);
    };
    await this.invoice.holdWhile(invoiceNumber, async () => {
      if (attachmentIds.length > 0)
        await files.attach({ fileIds: attachmentIds, ownerAccountId: by, subjectId: dealId });
      this.underReview = await attempts.attempt('claim', recorded, ({ undo }) =>
        this.withdrawn(undo, by).catch(fineWhen('NotUnderReview', 'DealStepNotOpen')),
      );
    });
  }

  private async passed(
    step: 'reviewer' | 'finance',
    kind: 'claim' | 'payment',
    clock: ReviewClock,
  ): Promise<Verdict> {
    const { input, reviews, record, hold, attempts } = this.parts;
    const { dealId, institutionId, programmeId, instance, clocks } = input;
    const { taskId, toldOf } = this;
    let next: TaskToOpen | undefined;
    const verdict = await review(reviews, {
      instance,
      taskId,
      programmeId,
      subject: { kind, id: dealId, institutionId, stage: kind },
      summary: record.forReview,
      clock,
      toldOf,
      recordOutcome: async ({ key, ...decision }) => {
        const pays = step === 'finance' && decision.outcome === 'approve';
        const approvedFen = decision.approvedFen ?? record.summary.voucherFen;
        if (pays) hold.requireHeld(approvedFen);
        const passes = step === 'reviewer' && decision.outcome === 'approve';
        next = passes ? this.expected(clocks.financeReview) : undefined;
        const to = after(step === 'reviewer' ? 'checkClaim' : 'decidePayment', decision.outcome);
        await record.take(key, { kind: 'decideClaim', step, ...decision, opens: next }, to);
        if (!pays) return;
        this.approval = { approvedFen, approvedBy: decision.decidedBy };
        attempts.settle();
      },
      recordWithdrawal: ({ key, withdrawnBy }) => this.withdrawn(key, withdrawnBy),
    });
    if (verdict !== 'approve') this.underReview?.keep();
    this.pass(next);
    return verdict;
  }

  /** A new task that the event of the next step opens. */
  private expected(clock: ReviewClock): TaskToOpen {
    const task = taskToOpen(uuid4(), clock);
    this.parts.reviews.desk.expect(task.taskId);
    return task;
  }

  /** Passes the claim to the desk of a task, or leaves it at the desk where it lies. */
  private pass(task: TaskToOpen | undefined): void {
    this.toldOf = task !== undefined;
    if (task) this.taskId = task.taskId;
  }

  private async withdrawn(key: string, withdrawnBy: string): Promise<void> {
    const next = standingOrEnd(leadsTo(DEAL_LIFE, 'withdrawClaim'));
    await this.parts.record.take(key, { kind: 'withdrawClaim', taskId: this.taskId, withdrawnBy }, next);
  }
}

/** What comes back is edited and submitted again. */
function after(desk: 'checkClaim' | 'decidePayment', verdict: Verdict): Next {
  return standingOrEnd(
    verdict === 'withdrawn' ? leadsTo(DEAL_LIFE, 'withdrawClaim') : leadsTo(DEAL_LIFE, desk, verdict),
  );
}

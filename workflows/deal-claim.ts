import { uuid4 } from '@temporalio/workflow';
import type { ClaimInput, FilesActivities, RedemptionInput, TradeActivities } from '@kequan/contracts';
import type { Alarm } from './alarm';
import type { DealRecord } from './deal-record';
import { stepsOf } from './policies';
import type { ProgressBoard } from './progress-board';
import { recordSubmission } from './recorded-submission';
import { review, type Review, type Verdict } from './review';
import type { ReviewDesk } from './review-desk';
import type { UndoList } from './undo';
import { UniqueHold } from './unique-hold';
import type { VoucherHold } from './voucher-hold';

const UNDER_REVIEW = 'claim under review';

/** A claim and its two desks: the reviewer passes it on, finance says how much of it is paid (F22, F23). */
export class DealClaim {
  private readonly invoice: UniqueHold;
  private taskId = '';
  /** What finance approved last, in fen. */
  approvedFen = 0;

  constructor(
    private readonly input: RedemptionInput,
    home: TradeActivities,
    private readonly record: DealRecord,
    private readonly hold: Pick<VoucherHold, 'requireHeld'>,
    private readonly undo: UndoList,
    private readonly desk: ReviewDesk,
    private readonly board: ProgressBoard,
    private readonly alarm: Alarm,
  ) {
    const { dealId, programmeId } = input;
    this.invoice = new UniqueHold(
      {
        what: 'invoice number',
        take: (invoiceNumber) => home.reserveInvoiceNumber({ dealId, programmeId, invoiceNumber }),
        release: (invoiceNumber) => home.releaseInvoiceNumber({ dealId, programmeId, invoiceNumber }),
      },
      undo,
    );
  }

  /** Takes a claim in: its invoice is this deal's (F20), its files are bound, it is recorded (R27). @throws a broken rule */
  async submitted({ key, version, by, attachmentIds, invoiceNumber }: ClaimInput): Promise<void> {
    const { dealId, instance } = this.input;
    const files = stepsOf<FilesActivities>(instance, 'files');
    this.taskId = uuid4();
    await this.invoice.holdWhile(invoiceNumber, async () => {
      if (attachmentIds.length > 0)
        await files.attach({ fileIds: attachmentIds, ownerAccountId: by, subjectId: dealId });
      await recordSubmission(
        this.undo,
        UNDER_REVIEW,
        () => this.record.take(key, { kind: 'claim', version, by }),
        () => this.withdrawn(`${this.taskId}/undo`, by),
      );
    });
  }

  /** The reviewer's desk: what it approves is finance's. */
  async reviewed(): Promise<Verdict> {
    const verdict = await this.passes('reviewer', 'claim', this.input.clocks.claimReview);
    if (verdict !== 'approve') this.undo.forget(UNDER_REVIEW);
    return verdict;
  }

  /** Finance's desk. What it approves stays, whatever becomes of the process: nothing before it is undone any more. */
  async paymentReviewed(): Promise<Verdict> {
    this.taskId = uuid4();
    const verdict = await this.passes('finance', 'payment', this.input.clocks.financeReview);
    if (verdict !== 'approve') this.undo.forget(UNDER_REVIEW);
    return verdict;
  }

  private passes(
    step: 'reviewer' | 'finance',
    kind: 'claim' | 'payment',
    clock: Review['clock'],
  ): Promise<Verdict> {
    const { dealId, institutionId, programmeId, instance } = this.input;
    const { taskId } = this;
    return review(this.desk, this.board, {
      instance,
      taskId,
      programmeId,
      subject: { kind, id: dealId, institutionId, stage: kind },
      summary: this.record.forReview,
      clock,
      sleepUntil: (atMs) => this.alarm.sleepUntil(atMs),
      recordOutcome: async ({ key, ...decision }) => {
        const pays = step === 'finance' && decision.outcome === 'approve';
        const approvedFen = decision.approvedFen ?? this.record.summary.voucherFen;
        if (pays) this.hold.requireHeld(approvedFen);
        await this.record.take(key, { kind: 'decideClaim', step, ...decision });
        if (!pays) return;
        this.approvedFen = approvedFen;
        this.undo.setAside();
      },
      recordWithdrawal: ({ key, withdrawnBy }) => this.withdrawn(key, withdrawnBy),
    });
  }

  private withdrawn(key: string, withdrawnBy: string): Promise<void> {
    return this.record.take(key, { kind: 'withdrawClaim', taskId: this.taskId, withdrawnBy });
  }
}

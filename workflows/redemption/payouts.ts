import { condition, log, uuid4, workflowInfo } from '@temporalio/workflow';
import type { Fen, PayoutEndedInput, SettlementActivities } from '@kequan/contracts';
import { DEAL_LIFE, leadsTo, payoutEnded, standingOrEnd } from '@kequan/contracts/pure';
import { keyOf } from '../kit/keys';
import { onNotice } from '../kit/messages';
import { stepsOf } from '../kit/policies';
import type { DealParts, Next } from './parts';
import { PAYOUT_END } from './shapes';

/** What finance approved, and who: he takes no later part in the payment (M18). */
export interface PaymentApproval {
  approvedFen: Fen;
  approvedBy: string;
}

/**
 * The payouts of a deal, one after the other: settlement tells how each ended. What it tells twice, or of a payout that is
 * over, changes nothing.
 */
export class DealPayouts {
  private openId: string | undefined;
  private end: PayoutEndedInput | undefined;

  constructor(private readonly parts: DealParts) {
    onNotice(payoutEnded, PAYOUT_END, (end) => this.heard(end));
  }

  /** Approved: also a cancelled process pays. What the bank returns, or an objection stops, is finance's again (F22, F24). */
  async paidOut({ approvedFen, approvedBy }: PaymentApproval): Promise<Next> {
    const { input, record, hold, board, attempts } = this.parts;
    const { dealId, programmeId, institutionId, instance } = input;
    const { title, applicantAccountId } = record.summary;
    const payoutId = this.open();
    board.show({ step: 'payout', holder: 'nobody', waitingFor: 'payout' });
    await hold.capture(keyOf(payoutId, 'capture'), approvedFen);
    await stepsOf<SettlementActivities>(instance, 'settlement').orderPayout({
      payoutId,
      key: keyOf(payoutId, 'order'),
      dealId,
      programmeId,
      institutionId,
      applicantAccountId,
      title,
      amountFen: approvedFen,
      approvedBy,
      workflowId: workflowInfo().workflowId,
    });
    const { outcome, reason = outcome } = await this.ended();
    if (outcome === 'paid') {
      const paid = standingOrEnd(leadsTo(DEAL_LIFE, 'paid'));
      return record.take(keyOf(payoutId, 'paid'), { kind: 'paid', payoutId }, paid);
    }
    const next = standingOrEnd(leadsTo(DEAL_LIFE, 'payoutReturned'));
    await record.take(keyOf(payoutId, 'returned'), { kind: 'payoutReturned', payoutId, reason }, next);
    await hold.reopen(keyOf(payoutId, 'reopen'));
    attempts.unsettle();
    return next;
  }

  /** A new payout, of which the end can be heard from now on. @returns its id */
  private open(): string {
    this.end = undefined;
    this.openId = uuid4();
    return this.openId;
  }

  /** Waits for the end of the open payout. */
  private async ended(): Promise<PayoutEndedInput> {
    for (;;) {
      await condition(() => this.end !== undefined);
      if (!this.end) continue;
      this.openId = undefined;
      return this.end;
    }
  }

  private heard(end: PayoutEndedInput): void {
    if (end.payoutId === this.openId) this.end ??= end;
    else log.info('a payout that is over', { payoutId: end.payoutId });
  }
}

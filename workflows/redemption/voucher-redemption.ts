import { CancellationScope, continueAsNew, isCancellation } from '@temporalio/workflow';
import type {
  DealStanding,
  RedemptionInput,
  RedemptionResult,
  RedemptionResume,
  SubmitAnswer,
  SubmitDealInput,
} from '@kequan/contracts';
import { isPartyWait, isStanding, submitDeal } from '@kequan/contracts/pure';
import type { Taken } from '../kit/attempts';
import { Mailbox } from '../kit/mailbox';
import { onBeginning } from '../kit/messages';
import { answeredAll, historyIsLong, toItsEnd } from '../kit/process-ends';
import { asRefusal } from '../kit/refusals';
import { begin, begunBefore } from './beginning';
import { DealClaim } from './claim';
import { disputed } from './dispute';
import { dealParts, type DealParts, type Next } from './parts';
import { DealPayouts } from './payouts';
import { completed, confirmed, ordered, replied, taken } from './service';
import { DEAL_SUBMISSION } from './shapes';

/**
 * One deal, from a reservation or a direct order to the money (SN 5.3, 5.4): answered, ordered, done, confirmed, claimed,
 * paid. The voucher's money is held while the order runs, and free again when it comes to nothing (F17).
 */
export async function voucherRedemption(input: RedemptionInput): Promise<RedemptionResult> {
  const redemption = new Redemption(input);
  return toItsEnd(redemption.parts.attempts, () => redemption.run());
}

class Redemption {
  readonly parts: DealParts;
  private readonly submissions = new Mailbox<SubmitDealInput, SubmitAnswer>('DealStepNotOpen');
  private deal: Taken | undefined;
  private readonly claim: DealClaim;
  private readonly payouts: DealPayouts;

  constructor(input: RedemptionInput) {
    this.parts = dealParts(input);
    this.claim = new DealClaim(this.parts);
    this.payouts = new DealPayouts(this.parts);
    onBeginning(submitDeal, DEAL_SUBMISSION, this.submissions);
  }

  async run(): Promise<RedemptionResult> {
    const { board, attempts } = this.parts;
    let at = await this.begun();
    while (isStanding(at)) {
      await this.goOnAsNewWhenLong(at);
      at = await this.from[at]();
    }
    board.showEnd({ step: 'order', holder: 'nobody', waitingFor: at });
    // What was taken for a deal that came to nothing is given back; the deal itself is recorded as what it came to.
    this.deal?.keep();
    if (at !== 'paid') await attempts.undoAll();
    return { ended: at };
  }

  /** What is waited for, or done, where a deal stands; and what that leads to. */
  private readonly from: Record<DealStanding, () => Promise<Next>> = {
    reply: () => replied(this.parts),
    order: () => ordered(this.parts),
    taking: () => taken(this.parts),
    completion: () => completed(this.parts),
    confirmation: () => confirmed(this.parts),
    dispute: () => disputed(this.parts),
    claim: () => this.claim.claimed(),
    claimReview: () => this.claim.reviewed(),
    payment: () => this.claim.paymentReviewed(),
    payout: () => CancellationScope.nonCancellable(() => this.payouts.paidOut(this.claim.approval)),
  };

  private async begun(): Promise<Next> {
    const { resume } = this.parts.input;
    if (resume) {
      this.submissions.close();
      this.deal = begunBefore(this.parts, resume.dealAttemptId);
      return resume.at;
    }
    const letter = await this.submissions.next();
    try {
      const deal = await begin(this.parts, letter.message);
      this.deal = deal;
      letter.answer({ revision: this.parts.record.summary.revision });
      return deal.result;
    } catch (error) {
      letter.refuse(asRefusal(error));
      if (isCancellation(error)) throw error;
      return 'refused';
    }
  }

  /** However often its parties write to each other, a run stays short (M21): it goes on where a party's turn comes. */
  private async goOnAsNewWhenLong(at: DealStanding): Promise<void> {
    const { input, record, hold, reviews } = this.parts;
    if (!this.deal || !isPartyWait(at) || !historyIsLong()) return;
    await answeredAll();
    const resume: RedemptionResume = {
      at,
      deal: record.summary,
      dealAttemptId: this.deal.keys.id,
      held: hold.money,
      invoiceNumber: this.claim.invoiceNumber,
      reviewEndedBy: reviews.desk.endedBy,
    };
    await continueAsNew<typeof voucherRedemption>({ ...input, resume });
  }
}

import { CancellationScope, isCancellation } from '@temporalio/workflow';
import type { RedemptionInput, RedemptionResult, SubmitAnswer, SubmitDealInput } from '@kequan/contracts';
import { submitDeal } from '@kequan/contracts/pure';
import type { Taken } from '../kit/attempts';
import { begin } from './beginning';
import { DealClaim } from './claim';
import { disputed } from './dispute';
import { dealParts, type DealParts, type End, type Standing } from './parts';
import { DealPayouts } from './payouts';
import { completed, confirmed, ordered, replied, taken } from './service';
import { DEAL_SUBMISSION } from './shapes';
import { Mailbox } from '../kit/mailbox';
import { onBeginning } from '../kit/messages';
import { toItsEnd } from '../kit/process-ends';
import { asRefusal } from '../kit/refusals';

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
    while (!isEnd(at)) at = await this.from[at]();
    board.show({ step: 'order', holder: 'nobody', waitingFor: at });
    // What was taken for a deal that came to nothing is given back; the deal itself is recorded as what it came to.
    this.deal?.keep();
    if (at !== 'paid') await attempts.undoAll();
    return { ended: at };
  }

  /** What is waited for, or done, where a deal stands; and what that leads to. */
  private readonly from: Record<Standing, () => Promise<Standing | End>> = {
    reply: () => replied(this.parts),
    order: () => ordered(this.parts),
    taking: () => taken(this.parts),
    completion: () => completed(this.parts),
    confirmation: () => confirmed(this.parts),
    dispute: () => disputed(this.parts),
    claim: () => this.claim.claimed(),
    claimReview: () => this.claim.reviewed(),
    payment: () => this.claim.paymentReviewed(),
    payout: () => CancellationScope.nonCancellable(() => this.payouts.paidOut(this.claim.approvedFen)),
  };

  private async begun(): Promise<Standing | End> {
    const letter = await this.submissions.next();
    try {
      this.deal = await begin(this.parts, letter.message);
    } catch (error) {
      letter.refuse(asRefusal(error));
      if (isCancellation(error)) throw error;
      return 'refused';
    }
    const { record, input } = this.parts;
    letter.answer({ revision: record.summary.revision });
    return input.direct ? 'taking' : 'reply';
  }
}

const ENDS: Record<End, true> = {
  paid: true,
  refused: true,
  rejected: true,
  claimRejected: true,
  cancelled: true,
  lapsed: true,
};

function isEnd(at: Standing | End): at is End {
  return Object.hasOwn(ENDS, at);
}

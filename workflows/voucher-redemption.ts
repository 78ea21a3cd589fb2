import { CancellationScope, isCancellation, uuid4, workflowInfo } from '@temporalio/workflow';
import type {
  DealWait,
  RedemptionInput,
  RedemptionResult,
  SettlementActivities,
  SubmitAnswer,
  SubmitDealInput,
  TradeActivities,
  VoucherActivities,
} from '@kequan/contracts';
import { DECIDED_BY_RULES } from '@kequan/contracts/pure';
import { Alarm } from './alarm';
import { begin, CALL_OFF } from './deal-beginning';
import { DealClaim } from './deal-claim';
import { DealDesk } from './deal-desk';
import { decideDispute } from './deal-dispute';
import { DealPayouts } from './deal-payout';
import { DealRecord } from './deal-record';
import { DEAL_SUBMISSION } from './deal-shapes';
import { DealWaits } from './deal-waits';
import { Mailbox } from './mailbox';
import { onMessage, submitDeal } from './messages';
import { homeSteps, stepsOf } from './policies';
import { toItsEnd } from './process-ends';
import { ProgressBoard } from './progress-board';
import { asRefusal, refusal } from './refusals';
import { ReviewDesk } from './review-desk';
import { shaped } from './shapes';
import { UndoList } from './undo';
import { VoucherHold } from './voucher-hold';

/**
 * One deal, from a reservation or a direct order to the money (SN 5.3, 5.4): answered, ordered, done, confirmed, claimed,
 * paid. The voucher's money is held while the order runs, and free again when it comes to nothing (F17).
 */
export async function voucherRedemption(input: RedemptionInput): Promise<RedemptionResult> {
  const redemption = new Redemption(input);
  return toItsEnd(redemption.undo, () => redemption.run());
}

type End = RedemptionResult['ended'];
type Standing = DealWait | 'dispute' | 'claimReview' | 'payment' | 'payout';

class Redemption {
  readonly undo = new UndoList();
  private readonly home = homeSteps<TradeActivities>();
  private readonly board = new ProgressBoard();
  private readonly alarm = new Alarm();
  private readonly reviews = new ReviewDesk();
  private readonly payouts = new DealPayouts();
  private readonly submissions = new Mailbox<SubmitDealInput, SubmitAnswer>('DealStepNotOpen');
  private readonly record: DealRecord;
  private readonly waits: DealWaits;
  private readonly hold: VoucherHold;
  private readonly claim: DealClaim;

  constructor(private readonly input: RedemptionInput) {
    const { dealId, institutionId, instance, clocks } = input;
    this.record = new DealRecord(this.home, dealId);
    this.waits = new DealWaits(new DealDesk(), this.alarm, this.board, this.record, clocks);
    this.hold = new VoucherHold(stepsOf<VoucherActivities>(instance, 'voucher'), this.undo, {
      orderId: dealId,
      institutionId,
    });
    this.claim = new DealClaim(
      input,
      this.home,
      this.record,
      this.hold,
      this.undo,
      this.reviews,
      this.board,
      this.alarm,
    );
    onMessage(
      submitDeal,
      () => {
        if (!this.submissions.open) throw refusal('DealStepNotOpen');
      },
      (message) => this.submissions.put(message),
    );
  }

  async run(): Promise<RedemptionResult> {
    let at = await this.begun();
    while (!isEnd(at)) at = await this.from[at]();
    this.board.show({ step: 'order', holder: 'nobody', waitingFor: at });
    // What was taken for a deal that came to nothing is given back; the deal itself is recorded as what it came to.
    this.undo.forget(CALL_OFF);
    if (at !== 'paid') await this.undo.runAll();
    return { ended: at };
  }

  /** What is waited for, or done, where a deal stands; and what that leads to. */
  private readonly from: Record<Standing, () => Promise<Standing | End>> = {
    reply: () => this.replied(),
    order: () => this.ordered(),
    taking: () => this.taken(),
    completion: () => this.completed(),
    confirmation: () => this.confirmed(),
    dispute: () => this.disputeDecided(),
    claim: () => this.claimed(),
    claimReview: () => this.claimReviewed(),
    payment: () => this.paymentReviewed(),
    payout: () => CancellationScope.nonCancellable(() => this.paidOut()),
  };

  private async begun(): Promise<Standing | End> {
    const letter = await this.submissions.next();
    try {
      await begin(this.input, this.record, this.hold, this.undo, shaped(DEAL_SUBMISSION, letter.message));
    } catch (error) {
      letter.refuse(asRefusal(error));
      if (isCancellation(error)) throw error;
      return 'refused';
    }
    letter.answer({ revision: this.record.summary.revision });
    return this.input.direct ? 'taking' : 'reply';
  }

  /** A reply (a question, a proposal) leaves the answer open, under a new clock. A provider who stays silent lets it lapse. */
  private async replied(): Promise<Standing | End> {
    const next = await this.waits.for('reply', async ({ key, by, answer, message, quoteFen }) => {
      await this.record.take(key, { kind: 'reply', by, answer, message, quoteFen });
      return AFTER_REPLY[answer];
    });
    return next === 'silence' ? this.lapsed('reply') : next;
  }

  /** The user confirms and orders (确认并下单): the money is held before the order stands. */
  private async ordered(): Promise<Standing | End> {
    const next = await this.waits.for('order', async ({ key, by, version, money }) => {
      await this.hold.whileMade(key, money, () =>
        this.record.take(key, { kind: 'order', by, version, money }),
      );
      return 'taking' as const;
    });
    return next === 'silence' ? this.lapsed('order') : next;
  }

  /** A refused order (R28) is corrected and placed again; a direct one goes back to its draft, and is submitted anew. */
  private async taken(): Promise<Standing | End> {
    const next = await this.waits.for('taking', async ({ key, by, answer, reason = '' }) => {
      await this.record.take(key, answer === 'take' ? { kind: 'take', by } : { kind: 'refuse', by, reason });
      return answer;
    });
    switch (next) {
      case 'take':
        return 'completion';
      case 'refuse':
        await this.hold.release();
        return this.input.direct ? 'refused' : 'order';
      case 'silence':
        return this.lapsed('taking');
      case 'cancelled':
        return next;
    }
  }

  /** The provider serves and clicks 完成 (R25). One who never does is reminded; then the money is free for another order. */
  private async completed(): Promise<Standing | End> {
    const next = await this.waits.for('completion', async ({ key, by }) => {
      await this.record.take(key, { kind: 'complete', by });
      return 'confirmation' as const;
    });
    return next === 'silence' ? this.lapsed('completion') : next;
  }

  /** A user who says nothing until his time is over has confirmed (R26): the event names the rules as who confirmed. */
  private async confirmed(): Promise<Standing | End> {
    const next = await this.waits.for('confirmation', async ({ key, by, answer, reason = '' }) => {
      await this.record.take(
        key,
        answer === 'confirm' ? { kind: 'confirm', by } : { kind: 'dispute', by, reason },
      );
      return answer === 'confirm' ? ('claim' as const) : ('dispute' as const);
    });
    if (next !== 'silence') return next;
    await this.record.take(uuid4(), { kind: 'confirm', by: DECIDED_BY_RULES });
    return 'claim';
  }

  private async disputeDecided(): Promise<Standing | End> {
    const verdict = await decideDispute(
      this.input,
      this.record,
      this.undo,
      this.reviews,
      this.board,
      this.alarm,
    );
    return AFTER_DISPUTE[verdict];
  }

  private async claimed(): Promise<Standing | End> {
    const next = await this.waits.for('claim', async (message) => {
      await this.claim.submitted(message);
      return 'claimReview' as const;
    });
    return next === 'silence' ? this.lapsed('claim') : next;
  }

  private async claimReviewed(): Promise<Standing | End> {
    return { ...AFTER_CLAIM, approve: 'payment' as const }[await this.claim.reviewed()];
  }

  private async paymentReviewed(): Promise<Standing | End> {
    return { ...AFTER_CLAIM, approve: 'payout' as const }[await this.claim.paymentReviewed()];
  }

  /** Approved: also a cancelled process pays. What the bank returns, or an objection stops, is finance's again (F22, F24). */
  private async paidOut(): Promise<Standing | End> {
    const { dealId, programmeId, institutionId, instance } = this.input;
    const { approvedFen } = this.claim;
    const { title, applicantAccountId } = this.record.summary;
    const payoutId = this.payouts.open();
    this.board.show({ step: 'payout', holder: 'nobody', waitingFor: 'payout' });
    await this.hold.capture(`${payoutId}/capture`, approvedFen);
    await stepsOf<SettlementActivities>(instance, 'settlement').orderPayout({
      payoutId,
      key: `${payoutId}/order`,
      dealId,
      programmeId,
      institutionId,
      applicantAccountId,
      title,
      amountFen: approvedFen,
      workflowId: workflowInfo().workflowId,
    });
    const { outcome, reason = outcome } = await this.payouts.ended();
    if (outcome === 'paid') {
      await this.record.take(`${payoutId}/paid`, { kind: 'paid', payoutId });
      return 'paid';
    }
    await this.record.take(`${payoutId}/returned`, { kind: 'payoutReturned', payoutId, reason });
    await this.hold.reopen(`${payoutId}/reopen`);
    this.undo.takeUpAgain();
    return 'payment';
  }

  private async lapsed(waitedFor: DealWait): Promise<'lapsed'> {
    await this.record.take(uuid4(), { kind: 'lapse', waitedFor });
    return 'lapsed';
  }
}

const AFTER_REPLY = { accept: 'order', reply: 'reply', reject: 'rejected' } as const;
/** Upheld, the deal is off; returned, the provider does it again; rejected, the service counts as done well. */
const AFTER_DISPUTE = { approve: 'cancelled', return: 'completion', reject: 'claim' } as const;
/** What comes back is edited and submitted again. */
const AFTER_CLAIM = { return: 'claim', withdrawn: 'claim', reject: 'claimRejected' } as const;

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

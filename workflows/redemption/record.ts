import type {
  Deadlines,
  DealStanding,
  DealStep,
  DealSummary,
  RedemptionClocks,
  DealWait,
  SubmissionSummary,
  TradeActivities,
  WaitClock,
} from '@kequan/contracts';
import { isPartyWait, isStanding, partyWait, reviewWait } from '@kequan/contracts/pure';
import type { Next } from './parts';

/** The deal in its home: each step of the process is recorded there, and answered with the deadlines of what it leads to. */
export class DealRecord {
  /** @param latest what the run before handed on */
  constructor(
    private readonly home: Pick<TradeActivities, 'recordDealStep'>,
    private readonly dealId: string,
    private readonly clocks: RedemptionClocks,
    private latest?: DealSummary,
  ) {}

  /** The deal after its last step. */
  get summary(): DealSummary {
    if (!this.latest) throw new TypeError('nothing was recorded yet');
    return this.latest;
  }

  /** The deadlines of what the last step led to. */
  get deadlines(): Deadlines {
    if (!this.latest?.deadlines) throw new TypeError('nothing is waited for');
    return this.latest.deadlines;
  }

  /** What a reviewer's inbox shows of it. */
  get forReview(): SubmissionSummary {
    const { title, revision, applicantAccountId, deadlines } = this.summary;
    return { title, revision, applicantAccountId, ...(deadlines && { deadlines }) };
  }

  /** The clock by which a party is waited for. */
  partyClockOf(wait: DealWait): WaitClock {
    return partyWait(this.clocks[wait]);
  }

  /** The clock by which something is waited for; undefined of the payout, which has none. */
  clockOf(standing: DealStanding): WaitClock | undefined {
    if (isPartyWait(standing)) return this.partyClockOf(standing);
    switch (standing) {
      case 'dispute':
        return reviewWait(this.clocks.disputeReview);
      case 'claimReview':
        return reviewWait(this.clocks.claimReview);
      case 'payment':
        return reviewWait(this.clocks.financeReview);
      case 'payout':
        return undefined;
    }
  }

  /**
   * Moves the deal by one step.
   * @param key the key of the message that asks for it; one of the process's own for a step that nobody asked for
   * @param next what the step leads to, by the table of the deal's life
   * @returns that
   */
  async take<N extends Next>(key: string, step: DealStep, next: N): Promise<N> {
    const clock = isStanding(next) ? this.clockOf(next) : undefined;
    this.latest = await this.recorded(key, step, clock);
    return next;
  }

  /** What is waited for now has these deadlines. */
  waitUntil(deadlines: Deadlines): void {
    this.latest = { ...this.summary, deadlines };
  }

  /** Records what changes nothing of what is waited for: a reminder, a proposal, an undo. @returns what trade answered */
  async note(key: string, step: DealStep, clock?: WaitClock): Promise<DealSummary> {
    const { deadlines } = this.latest ?? {};
    const answer = await this.recorded(key, step, clock);
    this.latest = { ...(deadlines && { deadlines }), ...answer };
    return answer;
  }

  private recorded(key: string, step: DealStep, clock: WaitClock | undefined): Promise<DealSummary> {
    return this.home.recordDealStep({ dealId: this.dealId, key, step, ...(clock && { clock }) });
  }
}

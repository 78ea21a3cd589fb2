import { CancellationScope } from '@temporalio/workflow';
import type { DealStep, DealSummary, SubmissionSummary, TradeActivities } from '@kequan/contracts';

/** The deal in its home: each step of the process is recorded there. */
export class DealRecord {
  /** @param latest what the run before handed on */
  constructor(
    private readonly home: Pick<TradeActivities, 'recordDealStep'>,
    private readonly dealId: string,
    private latest?: DealSummary,
  ) {}

  /** The deal after its last step. */
  get summary(): DealSummary {
    if (!this.latest) throw new TypeError('nothing was recorded yet');
    return this.latest;
  }

  /** What a reviewer's inbox shows of it. */
  get forReview(): SubmissionSummary {
    const { title, revision, applicantAccountId } = this.summary;
    return { title, revision, applicantAccountId };
  }

  /**
   * Moves the deal by one step. Shielded: a cancelled process must know whether the fact was changed.
   * @param key the key of the message that asks for it; one of the process's own for a step that nobody asked for
   */
  async take(key: string, step: DealStep): Promise<void> {
    this.latest = await CancellationScope.nonCancellable(() =>
      this.home.recordDealStep({ dealId: this.dealId, key, step }),
    );
  }
}

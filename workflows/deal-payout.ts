import { condition, log, setHandler, uuid4 } from '@temporalio/workflow';
import type { PayoutEndedInput } from '@kequan/contracts';
import { PAYOUT_END } from './deal-shapes';
import { payoutEnded } from './messages';
import { shaped } from './shapes';

/**
 * The payouts of a deal, one after the other: settlement tells how each ended. What it tells twice, or of a payout that is
 * over, changes nothing.
 */
export class DealPayouts {
  private openId: string | undefined;
  private end: PayoutEndedInput | undefined;

  constructor() {
    setHandler(payoutEnded, (input) => this.heard(input));
  }

  /** A new payout, of which the end can be heard from now on. @returns its id */
  open(): string {
    this.end = undefined;
    this.openId = uuid4();
    return this.openId;
  }

  /** Waits for the end of the open payout. */
  async ended(): Promise<PayoutEndedInput> {
    for (;;) {
      await condition(() => this.end !== undefined);
      if (!this.end) continue;
      this.openId = undefined;
      return this.end;
    }
  }

  private heard(input: PayoutEndedInput): void {
    try {
      const end = shaped(PAYOUT_END, input);
      if (end.payoutId === this.openId) this.end ??= end;
      else log.info('a payout that is over', { payoutId: end.payoutId });
    } catch (error) {
      log.warn('signal refused', { signal: payoutEnded.name, cause: String(error) });
    }
  }
}

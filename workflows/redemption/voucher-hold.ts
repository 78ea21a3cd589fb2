import type { HeldMoney, OrderMoney, VoucherActivities } from '@kequan/contracts';
import type { Attempts, Compensation, Taken } from '../kit/attempts';
import { refusal } from '../kit/refusals';

const HOLD = 'hold';

/** What an order takes from a voucher: held while the order runs, captured when its claim is approved (F17). */
export class VoucherHold {
  private held: { voucherId: string; amountFen: number; taken: Taken } | undefined;

  /** @param held what the run before took and handed on */
  constructor(
    private readonly voucher: Pick<
      VoucherActivities,
      'holdVoucher' | 'releaseHold' | 'captureHold' | 'reopenHold'
    >,
    private readonly attempts: Attempts,
    private readonly order: { orderId: string; institutionId: string },
    held?: HeldMoney,
  ) {
    if (!held) return;
    const { voucherId, amountFen, attemptId } = held;
    const taken = attempts.takeUp(HOLD, attemptId, this.releaseOf(voucherId));
    this.held = { voucherId, amountFen, taken };
  }

  /** What is held, for the run that goes on as a new one. */
  get money(): HeldMoney | undefined {
    if (!this.held) return undefined;
    const { voucherId, amountFen, taken } = this.held;
    return { voucherId, amountFen, attemptId: taken.keys.id };
  }

  /**
   * Holds the money, then records the order; one that could not be recorded gives it back.
   * @throws `VoucherUnusable`, `VoucherTooSmall`, and what recording throws; nothing is held then
   */
  async whileMade<R>({ voucherId, voucherFen }: OrderMoney, record: () => Promise<R>): Promise<R> {
    const taken = await this.attempts.attempt(
      HOLD,
      ({ step }) => this.voucher.holdVoucher({ voucherId, key: step, amountFen: voucherFen, ...this.order }),
      this.releaseOf(voucherId),
    );
    const recorded = await taken.whileDoing(record);
    this.held = { voucherId, amountFen: voucherFen, taken };
    return recorded;
  }

  /** The order came to nothing: the money is free again. */
  async release(): Promise<void> {
    await this.held?.taken.undo();
    this.held = undefined;
  }

  /** No more can be captured than is held. @throws `InputInvalid` */
  requireHeld(amountFen: number): void {
    if (amountFen > this.now.amountFen) throw refusal('InputInvalid', { count: 1 });
  }

  /** The claim is approved: this much is spent, the rest is free again. @throws `HoldMissing`, `Conflict` */
  async capture(key: string, amountFen: number): Promise<void> {
    const { voucherId } = this.now;
    await this.voucher.captureHold({ voucherId, orderId: this.order.orderId, key, amountFen });
    this.now.amountFen = amountFen;
  }

  /** The payout came to nothing: what was captured is held again, until finance decides anew. */
  async reopen(key: string): Promise<void> {
    const { voucherId } = this.now;
    await this.voucher.reopenHold({ voucherId, orderId: this.order.orderId, key });
  }

  private releaseOf(voucherId: string): Compensation {
    const { orderId } = this.order;
    return ({ step, undo }) => this.voucher.releaseHold({ voucherId, orderId, key: undo, holdKey: step });
  }

  private get now(): { voucherId: string; amountFen: number } {
    if (!this.held) throw new TypeError('nothing is held');
    return this.held;
  }
}

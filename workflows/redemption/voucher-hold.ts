import { CancellationScope } from '@temporalio/workflow';
import type { OrderMoney, VoucherActivities } from '@kequan/contracts';
import { brokenRule, refusal } from '../kit/refusals';
import type { UndoList } from '../kit/undo';

/** What an order takes from a voucher: held while the order runs, captured when its claim is approved (F17). */
export class VoucherHold {
  private held: { voucherId: string; amountFen: number; undoName: string } | undefined;

  constructor(
    private readonly voucher: Pick<
      VoucherActivities,
      'holdVoucher' | 'releaseHold' | 'captureHold' | 'reopenHold'
    >,
    private readonly undo: UndoList,
    private readonly order: { orderId: string; institutionId: string },
  ) {}

  /**
   * Holds the money, then records the order; one that could not be recorded gives it back.
   * @param key the key of the order: each try is a hold of its own
   * @throws `VoucherUnusable`, `VoucherTooSmall`, and what recording throws; nothing is held then
   */
  async whileMade(
    key: string,
    { voucherId, voucherFen }: OrderMoney,
    record: () => Promise<void>,
  ): Promise<void> {
    const undoName = `hold ${key}`;
    const { orderId } = this.order;
    this.undo.register(undoName, () =>
      this.voucher.releaseHold({ voucherId, orderId, key: `${key}/release` }),
    );
    try {
      // Shielded, so that the undo never runs while the step may still be on its way.
      await CancellationScope.nonCancellable(() =>
        this.voucher.holdVoucher({ voucherId, key: `${key}/hold`, amountFen: voucherFen, ...this.order }),
      );
    } catch (error) {
      // A refused hold took nothing.
      if (brokenRule(error)) this.undo.forget(undoName);
      else await this.undo.run(undoName);
      throw error;
    }
    try {
      await record();
    } catch (error) {
      await this.undo.run(undoName);
      throw error;
    }
    this.held = { voucherId, amountFen: voucherFen, undoName };
  }

  /** The order came to nothing: the money is free again. */
  async release(): Promise<void> {
    if (this.held) await this.undo.run(this.held.undoName);
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

  private get now(): { voucherId: string; amountFen: number } {
    if (!this.held) throw new TypeError('nothing is held');
    return this.held;
  }
}

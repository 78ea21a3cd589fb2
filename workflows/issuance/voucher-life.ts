import { condition, setHandler } from '@temporalio/workflow';
import type { IssuanceInput, IssuedVoucher, ReturnVoucherInput, VoucherActivities } from '@kequan/contracts';
import { keyOf } from '../kit/keys';
import { onMessage, returnVoucher, spent } from '../kit/messages';
import type { ProgressBoard } from '../kit/progress-board';
import { asRefusal, refusal } from '../kit/refusals';
import { shaped, VOUCHER_RETURN } from '../kit/shapes';

const DAY_MS = 24 * 60 * 60 * 1_000;

type LifeEnd = 'spent' | 'givenBack' | 'expired';

/** A voucher from its issue to its end: its holder is reminded, spends it, gives it back, or lets it expire (F16). */
export class VoucherLife {
  private end: LifeEnd | undefined;

  constructor(
    private readonly home: Pick<VoucherActivities, 'remindHolder' | 'expireVoucher' | 'returnVoucher'>,
    private readonly board: ProgressBoard,
    private readonly input: IssuanceInput,
  ) {
    setHandler(spent, () => {
      this.end ??= 'spent';
    });
    onMessage(
      returnVoucher,
      (message) => {
        shaped(VOUCHER_RETURN, message);
        if (this.input.voucher === undefined || this.end) throw refusal('VoucherUnusable');
      },
      (message) => this.giveBack(shaped(VOUCHER_RETURN, message)),
    );
  }

  /** Waits for the end, reminding on the way. What orders still hold then goes its own way when they end. */
  async toItsEnd({ voucherId, expiresAtMs }: IssuedVoucher): Promise<LifeEnd> {
    this.board.show({ step: 'voucher', holder: 'applicant', waitingFor: 'usable', dueAtMs: expiresAtMs });
    for (const days of this.remindersLeft(expiresAtMs)) {
      if (await this.endsBefore(expiresAtMs - days * DAY_MS)) break;
      await this.home.remindHolder({ voucherId, key: keyOf(voucherId, 'remind', days) });
    }
    if (!(await this.endsBefore(expiresAtMs))) {
      await this.home.expireVoucher({ voucherId, key: keyOf(voucherId, 'expire') });
      this.end ??= 'expired';
    }
    this.board.showEnd({ step: 'voucher', holder: 'nobody', waitingFor: this.end ?? 'expired' });
    return this.end ?? 'expired';
  }

  private async giveBack({ key, returnedBy }: ReturnVoucherInput): Promise<void> {
    const voucherId = this.input.voucher?.voucherId ?? this.input.applicationId;
    try {
      await this.home.returnVoucher({ voucherId, key, returnedBy });
    } catch (error) {
      throw asRefusal(error);
    }
    this.end = 'givenBack';
  }

  private endsBefore(atMs: number): Promise<boolean> {
    return condition(() => this.end !== undefined, Math.max(1, atMs - Date.now()));
  }

  /** Days before the end whose reminder is still to come; the earliest first. */
  private remindersLeft(expiresAtMs: number): number[] {
    return [...this.input.remindDaysBefore]
      .sort((a, b) => b - a)
      .filter((days) => expiresAtMs - days * DAY_MS > Date.now());
  }
}

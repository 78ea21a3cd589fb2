import { event, type VoucherActivities } from '@kequan/contracts';
import { calendarActivities, leadingToWait, type KeptCalendar } from '@kequan/kit';
import { decideApplication, submitApplication, withdrawApplication } from './application-commands';
import { ofVoucher } from './events';
import { commitBudget, issueVoucher, releaseBudget, type IssuingParts } from './issuing';
import { closeHold, moveVoucher } from './voucher-ledger';
import { capture, expire, giveBack, hold, release, reopen } from './voucher-moves';

export interface ActivityParts extends IssuingParts {
  /** Told when nothing of a voucher is left to spend or to let go. */
  spent: (voucherId: string) => Promise<void>;
  calendar: KeptCalendar;
}

/** What workflows may ask of voucher. */
export function voucherActivities(parts: ActivityParts): VoucherActivities {
  const { applications, vouchers, spent, calendar } = parts;
  return {
    ...calendarActivities(calendar),
    recordApplication: leadingToWait(calendar, (input) => submitApplication(parts, input)),
    recordApplicationOutcome: (input) => decideApplication(applications, input),
    recordApplicationWithdrawal: (input) => withdrawApplication(applications, input),
    commitBudget: (input) => commitBudget(parts, input),
    releaseBudget: (input) => releaseBudget(parts, input),
    issueVoucher: (input) => issueVoucher(parts, input),
    async remindHolder({ voucherId, key }) {
      const voucher = await vouchers.get(voucherId);
      const { status, balances, expiresAt } = voucher;
      if (status !== 'usable' || balances.available === 0) return;
      const told = { availableFen: balances.available, expiresAt: expiresAt.toISOString() };
      await vouchers.command(voucherId, {
        key,
        events: [event('kequan.voucher.voucher-expiring.v1', { ...ofVoucher(voucher), ...told })],
      });
    },
    async expireVoucher(input) {
      await moveVoucher(parts, input.voucherId, input.key, (voucher) => expire(voucher, input, new Date()));
    },
    async returnVoucher(input) {
      await moveVoucher(parts, input.voucherId, input.key, (voucher) => giveBack(voucher, input, new Date()));
    },
    async holdVoucher(input) {
      await moveVoucher(parts, input.voucherId, input.key, (voucher) => hold(voucher, input, new Date()));
    },
    async releaseHold(input) {
      await closeHold(vouchers, input);
      await moveVoucher(parts, input.voucherId, input.key, (voucher) => release(voucher, input, new Date()));
    },
    async reopenHold(input) {
      await moveVoucher(parts, input.voucherId, input.key, (voucher) => reopen(voucher, input, new Date()));
    },
    async captureHold(input) {
      const { balances, status } = await moveVoucher(parts, input.voucherId, input.key, (voucher) =>
        capture(voucher, input, new Date()),
      );
      if (status === 'usable' && balances.available === 0 && balances.held === 0)
        await spent(input.voucherId);
    },
  };
}

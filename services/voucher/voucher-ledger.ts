import { budgetSide, type ReleaseHold } from '@kequan/contracts';
import type { BudgetLedger } from './budget-ledger';
import type { Voucher, Vouchers } from './model';
import { booking, sufficient } from './movement';
import { restKey, type VoucherMove } from './voucher-moves';

/** The ledgers of vouchers and of the budgets behind them. */
export interface Ledgers {
  vouchers: Vouchers;
  budget: BudgetLedger;
}

/**
 * Moves a voucher's money in one conditional write, then the budget's by the same key. Ended between the two, it is tried
 * again until both stand: a key that stands in the voucher moves nothing there and goes on with the budget.
 * @param plan the move by the rules; pure, it may be asked more than once. @throws the broken rule
 */
export async function moveVoucher(
  { vouchers, budget }: Ledgers,
  voucherId: string,
  key: string,
  plan: (voucher: Voucher) => VoucherMove,
): Promise<Voucher> {
  const voucher = await booked(vouchers, voucherId, key, plan);
  for (const posting of voucher.postings.filter((one) => one.key === key || one.key === restKey(key))) {
    const side = budgetSide(posting);
    if (side) await budget.move(voucher.budgetId, { ...posting, ...side, reference: voucherId });
  }
  return voucher;
}

/**
 * Closes the key of a hold before it is let go: an attempt of it that comes late, when nobody waits for it any more, holds
 * nothing (M7). A key under which money was held is closed already.
 */
export async function closeHold(
  vouchers: Vouchers,
  { voucherId, holdKey }: Pick<ReleaseHold, 'voucherId' | 'holdKey'>,
): Promise<void> {
  await vouchers.change(voucherId, {
    key: holdKey,
    plan: ({ postings }) => (postings.some(({ key }) => key === holdKey) ? undefined : {}),
  });
}

/**
 * A voucher is one firm's: a racer that comes second looks again, so the plan is always made from what it is written over.
 */
function booked(
  vouchers: Vouchers,
  id: string,
  key: string,
  plan: (voucher: Voucher) => VoucherMove,
): Promise<Voucher> {
  return vouchers.change(id, {
    key,
    plan(found) {
      if (found.postings.some((posting) => posting.key === key)) return undefined;
      const movement = plan(found);
      if (!movement) return undefined;
      return {
        // The version alone would do; that no account goes below zero stands in the write all the same.
        expect: { ...sufficient<Voucher>(movement.postings), version: found.version },
        change: booking('postings', movement),
        events: movement.events ?? [],
      };
    },
  });
}

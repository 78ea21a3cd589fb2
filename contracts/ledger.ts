import { z } from 'zod';
import { Fen } from './money';

/**
 * Where the money of a voucher or a budget can be. At every moment: issued = available + held + captured + expired +
 * returned; for a budget: granted = available + committed + captured. `outside` is where money comes from.
 */
export const VOUCHER_ACCOUNTS = ['available', 'held', 'captured', 'expired', 'returned'] as const;
export const BUDGET_ACCOUNTS = ['available', 'committed', 'captured'] as const;
export type VoucherAccount = (typeof VOUCHER_ACCOUNTS)[number];
export type BudgetAccount = (typeof BUDGET_ACCOUNTS)[number];
export type LedgerAccount = VoucherAccount | BudgetAccount;

/** One movement of money: out of one account, into another, never half. */
export const Posting = z.object({
  /** The key of the command that made it: a posting stands once, however often the command is repeated. */
  key: z.string(),
  from: z.enum(['outside', ...VOUCHER_ACCOUNTS, 'committed']),
  to: z.enum([...VOUCHER_ACCOUNTS, 'committed']),
  amountFen: Fen.min(1),
  at: z.iso.datetime(),
  /** What it belongs to: an application, an order, a claim. */
  reference: z.string(),
});
export type Posting = z.infer<typeof Posting>;

/** What lies in each account, in fen. */
export type Balances<A extends LedgerAccount> = Record<A, Fen>;

/** Balances of an empty voucher. */
export function emptyVoucher(): Balances<VoucherAccount> {
  return { available: 0, held: 0, captured: 0, expired: 0, returned: 0 };
}

/** Balances of an empty budget. */
export function emptyBudget(): Balances<BudgetAccount> {
  return { available: 0, committed: 0, captured: 0 };
}

/**
 * The balances that postings lead to, from nothing; by which an audit checks what a document says of itself.
 * @throws RangeError when an account would go below zero, or a posting names an account that is not one of these
 */
export function replay<A extends LedgerAccount>(
  empty: Balances<A>,
  postings: readonly Posting[],
): Balances<A> {
  const balances = { ...empty };
  const has = (account: string): account is A => Object.hasOwn(empty, account);
  for (const { key, from, to, amountFen } of postings) {
    if (!has(to) || !(from === 'outside' || has(from))) throw new RangeError(`${key}: no such account`);
    if (from !== 'outside') {
      if (balances[from] < amountFen) throw new RangeError(`${key}: ${from} would go below zero`);
      balances[from] -= amountFen;
    }
    balances[to] += amountFen;
  }
  return balances;
}

/** All that ever came in from outside, in fen; equal to the sum of all balances at every moment. */
export function issuedFen(postings: readonly Posting[]): Fen {
  return postings.filter(({ from }) => from === 'outside').reduce((sum, { amountFen }) => sum + amountFen, 0);
}

/** What a movement of a voucher's money does to the budget that it came from. */
export interface BudgetSide {
  from: BudgetAccount;
  to: BudgetAccount;
}

/**
 * The budget's side of a voucher's posting: what is captured is spent for good, what expires or is given back may be
 * granted to others (F15); what is captured no more is not spent (F22). Holding and releasing leave the budget alone.
 */
export function budgetSide({ from, to }: Posting): BudgetSide | undefined {
  if (from === 'captured') return { from: 'captured', to: 'committed' };
  switch (to) {
    case 'captured':
      return { from: 'committed', to: 'captured' };
    case 'expired':
    case 'returned':
      return { from: 'committed', to: 'available' };
    default:
      return undefined;
  }
}

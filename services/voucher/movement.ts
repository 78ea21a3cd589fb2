import type { QueryFilter, UpdateQuery } from 'mongoose';
import type { Fen, LedgerAccount, NewEvent, Posting } from '@kequan/contracts';

/** What one command moves: all of it, or nothing. */
export interface Movement<D> {
  postings: Posting[];
  /** Other fields that change with it. */
  set?: Partial<D>;
  events?: NewEvent[];
}

/** How postings change the balances: one step per account. */
function increments(postings: readonly Posting[]): Record<string, Fen> {
  const sums = new Map<LedgerAccount, Fen>();
  const add = (account: LedgerAccount, fen: number): void =>
    void sums.set(account, (sums.get(account) ?? 0) + fen);
  for (const { from, to, amountFen } of postings) {
    if (from !== 'outside') add(from, -amountFen);
    add(to, amountFen);
  }
  return Object.fromEntries([...sums].map(([account, fen]) => [`balances.${account}`, fen]));
}

/** What must lie in the accounts that money leaves, so that none goes below zero. */
export function sufficient<D>(postings: readonly Posting[]): QueryFilter<D> {
  const leaving = Object.entries(increments(postings)).filter(([, fen]) => fen < 0);
  return Object.fromEntries(leaving.map(([account, fen]) => [account, { $gte: -fen }]));
}

/** The change that books postings in an array of the document. */
export function booking<D>(
  array: 'postings' | 'journal',
  { postings, set = {} }: Movement<D>,
): UpdateQuery<D> {
  return {
    $inc: increments(postings),
    $push: { [array]: { $each: postings } },
    $set: set,
  } as unknown as UpdateQuery<D>;
}

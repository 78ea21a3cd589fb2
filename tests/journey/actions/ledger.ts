import type { Outcome } from '../act';
import { clientOf, type Run } from '../run';
import { say } from '../../report/words';

/**
 * Reads the ledgers of an actor's vouchers. What was issued must lie in the accounts, and the postings must lead there.
 * @throws Error at the first difference
 */
export async function readLedger(run: Run, actor: string): Promise<Outcome> {
  const { items } = await clientOf(run, actor).voucher.vouchers();
  const lines = items.map(({ number, amountFen, balances, postings }) => {
    const recomputed = new Map<string, number>();
    for (const { from, to, amountFen: fen } of postings) {
      recomputed.set(from, (recomputed.get(from) ?? 0) - fen);
      recomputed.set(to, (recomputed.get(to) ?? 0) + fen);
    }
    const accounts = Object.entries(balances);
    for (const [account, fen] of accounts)
      if ((recomputed.get(account) ?? 0) !== fen)
        throw new Error(`${number}: ${account} is not what its postings say`);
    const sumFen = accounts.reduce((sum, [, fen]) => sum + fen, 0);
    if (sumFen !== amountFen) throw new Error(`${number}: issued ${amountFen}, in the accounts ${sumFen}`);
    const parts = accounts.map(([account, fen]) => `${say(`accounts.${account}`)} ${(fen / 100).toFixed(2)}`);
    return `${number}：${(amountFen / 100).toFixed(2)} = ${parts.join(' + ')}`;
  });
  return { seen: lines.join('；') };
}

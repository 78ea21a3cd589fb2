import { z } from 'zod';

/** Money in integer fen (1 yuan = 100 fen); at most the largest integer a number holds exactly. */
export const Fen = z.int().min(0);
export type Fen = z.infer<typeof Fen>;

/**
 * Splits an amount by weights so that the parts add up to it exactly (largest remainder; ties go to the earlier part).
 * @param amountFen the amount to split, in fen, not negative
 * @param weights one non-negative integer per part, not all zero
 * @throws RangeError when the amount or a weight is not a non-negative safe integer, or all weights are zero
 */
export function splitFen(amountFen: Fen, weights: readonly number[]): Fen[] {
  const whole = (n: number): boolean => Number.isSafeInteger(n) && n >= 0;
  if (!whole(amountFen) || !weights.every(whole))
    throw new RangeError('amount and weights: whole numbers from 0');
  const total = weights.reduce((sum, weight) => sum + BigInt(weight), 0n);
  if (total === 0n) throw new RangeError('at least one weight must be above zero');
  const shares = weights.map((weight, index) => {
    const product = BigInt(amountFen) * BigInt(weight);
    return { index, fen: Number(product / total), remainder: product % total };
  });
  let left = amountFen - shares.reduce((sum, share) => sum + share.fen, 0);
  for (const share of [...shares].sort((a, b) => compare(b.remainder, a.remainder) || a.index - b.index)) {
    if (left === 0) break;
    share.fen += 1;
    left -= 1;
  }
  return shares.map((share) => share.fen);
}

function compare(a: bigint, b: bigint): number {
  return a === b ? 0 : a < b ? -1 : 1;
}

/** An amount as people read it: in yuan, with fen only when there are some. @param amountFen in fen */
export function yuanOf(amountFen: Fen): string {
  const fen = amountFen % 100;
  const yuan = String(Math.floor(amountFen / 100)).replace(/\B(?=(\d{3})+$)/g, ',');
  return fen === 0 ? yuan : `${yuan}.${String(fen).padStart(2, '0')}`;
}

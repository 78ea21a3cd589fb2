import { Failure, type NewEvent, type PayoutMove } from '@kequan/contracts';
import type { Payout, Payouts } from './model';

/** One step of a batch's lines: all that stand at `from` go on to `to`, by the table of a payout's life. */
export type LineStep = PayoutMove & LineChange;

interface LineChange {
  batchId: string;
  /** Names the step; with the batch it is each payout's key. */
  name: string;
  /** Other fields that change in the same write. */
  set?: (payout: Payout) => Partial<Payout>;
  unset?: readonly (keyof Payout)[];
  events?: (payout: Payout) => NewEvent[];
}

/**
 * Moves the lines of a batch, each in one conditional write. What an objection took meanwhile stays where it is, and a
 * repetition finds nothing left to move.
 */
export async function moveLines(payouts: Payouts, step: LineStep): Promise<void> {
  const { batchId, from } = step;
  const found = payouts.model.find({ batchId, status: from }).sort({ _id: 1 });
  for (const payout of await found.lean<Payout[]>()) await moveLine(payouts, payout, step);
}

/** Moves one line. @returns whether it was moved, now or before */
export async function moveLine(payouts: Payouts, payout: Payout, step: LineStep): Promise<boolean> {
  const { batchId, name, from, to, set, unset = [], events } = step;
  try {
    await payouts.command(payout._id, {
      key: `${batchId}/${name}`,
      expect: { status: from, ...(from === 'due' ? {} : { batchId }) },
      change: {
        $set: { ...set?.(payout), status: to },
        ...(unset.length > 0 ? { $unset: Object.fromEntries(unset.map((field) => [field, ''])) } : {}),
      },
      events: events?.(payout) ?? [],
    });
    return true;
  } catch (error) {
    if (error instanceof Failure && error.code === 'Conflict') return false;
    throw error;
  }
}

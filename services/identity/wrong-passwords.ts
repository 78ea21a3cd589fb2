import { failure } from '@kequan/contracts';
import { documentSchema, instant, isDuplicateKey, openModel, text, whole } from '@kequan/kit';
import type { Connection } from 'mongoose';
import { MOST_WRONG_PASSWORDS, WRONG_PASSWORD_WINDOW_MS } from './rules';

/** The wrong passwords of one login name in its running window; `_id` is the name in canonical form. */
const countSchema = documentSchema({ _id: text, count: whole, windowEndsAt: instant }).index(
  { windowEndsAt: 1 },
  { expireAfterSeconds: 0 },
);

/** Counts wrong passwords in the store, so that the limit holds over all replicas. */
export interface WrongPasswordCounter {
  /** @throws `TooManyRequests` while the name has had too many */
  refuseWhenFull(name: string): Promise<void>;
  /** Counts one. @throws `TooManyRequests` when the count was full already */
  count(name: string): Promise<void>;
  /**
   * Forgets the count after the right password. A count that became full meanwhile stays, so that guessing many at once
   * gains nothing. @throws `TooManyRequests` then
   */
  forget(name: string): Promise<void>;
}

/** The counter of a database. @param now the clock, for tests */
export function wrongPasswordCounter(
  connection: Connection,
  now: () => number = Date.now,
): WrongPasswordCounter {
  const counts = openModel(connection, 'wrongPasswords', countSchema);
  const full = (name: string) => ({
    _id: name,
    count: { $gte: MOST_WRONG_PASSWORDS },
    windowEndsAt: { $gt: new Date(now()) },
  });

  async function refuseWhenFull(name: string): Promise<void> {
    if (await counts.findOne(full(name)).lean()) throw failure('TooManyRequests');
  }

  /** Adds to a window that runs and has room: one write with its condition. */
  async function addToWindow(name: string): Promise<boolean> {
    const { matchedCount } = await counts.updateOne(
      { _id: name, count: { $lt: MOST_WRONG_PASSWORDS }, windowEndsAt: { $gt: new Date(now()) } },
      { $inc: { count: 1 } },
    );
    return matchedCount === 1;
  }

  /** Opens a window where none runs; false when one does. */
  async function openWindow(name: string): Promise<boolean> {
    try {
      await counts.updateOne(
        { _id: name, windowEndsAt: { $lte: new Date(now()) } },
        { $set: { count: 1, windowEndsAt: new Date(now() + WRONG_PASSWORD_WINDOW_MS) } },
        { upsert: true },
      );
      return true;
    } catch (error) {
      if (isDuplicateKey(error)) return false;
      throw error;
    }
  }

  return {
    refuseWhenFull,
    async count(name) {
      if (await addToWindow(name)) return;
      if (await openWindow(name)) return;
      // Another call opened the window between the two, or it is full.
      if (!(await addToWindow(name))) throw failure('TooManyRequests');
    },
    async forget(name) {
      const { deletedCount } = await counts.deleteOne({ _id: name, count: { $lt: MOST_WRONG_PASSWORDS } });
      if (deletedCount === 0) await refuseWhenFull(name);
    },
  };
}

import type { Connection } from 'mongoose';
import { openModel } from './connection';
import { instant, text } from './fields';
import { insertOnce } from './insert-once';
import { documentSchema } from './schema';

const takenValue = documentSchema({ _id: text, ownerId: text, takenAt: instant });

/** Values that must be unique for ever and across shards: each is a document whose `_id` is the value. */
export interface UniqueValues {
  /** Takes a value for an owner. @returns who owns it now: the owner given, or another that was first */
  take(value: string, ownerId: string): Promise<string>;
  /** Who owns a value now; undefined when nobody does. */
  holder(value: string): Promise<string | undefined>;
  /** Gives a value back when this owner holds it; nothing to give back is fine. */
  release(value: string, ownerId: string): Promise<void>;
}

/** The unique values of one kind (login names, unit codes). */
export function uniqueValues(connection: Connection, kind: string): UniqueValues {
  const taken = openModel(connection, `unique_${kind}`, takenValue);

  async function take(value: string, ownerId: string): Promise<string> {
    if (await insertOnce(taken, { _id: value, ownerId, takenAt: new Date() })) return ownerId;
    const holder = await taken.findOne({ _id: value }).lean();
    // Given back between our insert and our look: take it again.
    return holder ? holder.ownerId : take(value, ownerId);
  }

  return {
    take,
    async holder(value) {
      return (await taken.findOne({ _id: value }).lean())?.ownerId;
    },
    async release(value, ownerId) {
      await taken.deleteOne({ _id: value, ownerId });
    },
  };
}

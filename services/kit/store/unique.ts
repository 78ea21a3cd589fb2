import type { Db } from 'mongodb';
import { isDuplicateKey } from './mongo';

interface TakenValue {
  _id: string;
  ownerId: string;
  takenAt: Date;
}

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
export function uniqueValues(db: Db, kind: string): UniqueValues {
  const collection = db.collection<TakenValue>(`unique_${kind}`);

  async function take(value: string, ownerId: string): Promise<string> {
    try {
      await collection.insertOne({ _id: value, ownerId, takenAt: new Date() });
      return ownerId;
    } catch (error) {
      if (!isDuplicateKey(error)) throw error;
    }
    const holder = await collection.findOne({ _id: value });
    // Given back between our insert and our look: take it again.
    return holder ? holder.ownerId : take(value, ownerId);
  }

  return {
    take,
    async holder(value) {
      return (await collection.findOne({ _id: value }))?.ownerId;
    },
    async release(value, ownerId) {
      await collection.deleteOne({ _id: value, ownerId });
    },
  };
}

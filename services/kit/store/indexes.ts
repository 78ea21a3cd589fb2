import type { Collection, IndexOptions, Document, IndexSpecification } from 'mongodb';

export interface IndexOf {
  keys: IndexSpecification;
  options?: IndexOptions;
}

/** The index by which a sweep finds what a crash left in an outbox; holds only documents that have something there. */
export const OUTBOX_INDEX: IndexOf = {
  keys: { 'outbox.time': 1 },
  options: { name: 'outbox', partialFilterExpression: { 'outbox.id': { $exists: true } } },
};

/** Makes the indexes of a collection; existing ones are left as they are. */
export async function ensureIndexes<D extends Document>(
  collection: Collection<D>,
  indexes: readonly IndexOf[],
): Promise<void> {
  for (const { keys, options } of indexes) await collection.createIndex(keys, options, undefined);
}

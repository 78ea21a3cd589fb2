import type { KeQuanEvent, Page, PageQuery } from '@kequan/contracts';
import { ensureIndexes, isDuplicateKey, pageByTime } from '@kequan/kit';
import type { Collection, Db, OptionalUnlessRequiredId } from 'mongodb';
import { ENTRY_INDEXES, type Subject, type TimelineEntry } from './model';
import { additionOf, additionToProvider } from './rules';

/** The timelines of an installation, projected from all events. */
export interface Timelines {
  /** Takes up an event; told twice, it is there once. */
  add(event: KeQuanEvent): Promise<void>;
  /** Whose an institution is; undefined while no event told of it. */
  subject(institutionId: string): Promise<Subject | undefined>;
  /** The entries of an institution, oldest first; the registration of its account comes before them. */
  page<V>(subject: Subject, query: PageQuery, view: (entry: TimelineEntry) => V): Promise<Page<V>>;
  ensureIndexes(): Promise<void>;
}

/** Opens the timelines of a database. */
export function openTimelines(db: Db): Timelines {
  const entries = db.collection<TimelineEntry>('entries');
  const subjects = db.collection<Subject>('subjects');
  return {
    async add(event) {
      for (const { entry, subject } of [additionOf(event), additionToProvider(event)]) {
        // The owner first: who sees an entry must be known as soon as it is there.
        if (subject) await insertOnce(subjects, subject);
        if (entry) await insertOnce(entries, entry);
      }
    },
    subject: async (institutionId) => (await subjects.findOne({ _id: institutionId })) ?? undefined,
    page: ({ _id, ownerAccountId }, query, view) =>
      pageByTime(
        entries,
        { timelineId: { $in: [_id, ownerAccountId] } },
        query,
        { field: 'at', first: 'oldest', at: (entry) => entry.at },
        view,
      ),
    ensureIndexes: () => ensureIndexes(entries, ENTRY_INDEXES),
  };
}

async function insertOnce<D extends { _id: string }>(collection: Collection<D>, doc: D): Promise<void> {
  try {
    await collection.insertOne(doc as OptionalUnlessRequiredId<D>);
  } catch (error) {
    if (!isDuplicateKey(error)) throw error;
  }
}

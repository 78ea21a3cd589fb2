import type { KeQuanEvent, Page, PageQuery } from '@kequan/contracts';
import { insertOnce, openModel, pageByTime } from '@kequan/kit';
import type { Connection } from 'mongoose';
import {
  allocationSchema,
  entrySchema,
  subjectSchema,
  type Allocation,
  type Subject,
  type TimelineEntry,
} from './model';
import { additionOf, additionToProvider } from './rules';

/** The timelines of an installation, projected from all events. */
export interface Timelines {
  /** Takes up an event; told twice, it is there once. */
  add(event: KeQuanEvent): Promise<void>;
  /** Whose an institution is, and the primary account of its owner; undefined while no event told of it. */
  subject(
    institutionId: string,
  ): Promise<(Subject & Partial<Pick<Allocation, 'primaryAccountId'>>) | undefined>;
  /** The entries of an institution, oldest first; the registration of its account comes before them. */
  page<V>(subject: Subject, query: PageQuery, view: (entry: TimelineEntry) => V): Promise<Page<V>>;
}

/** Opens the timelines of a database. */
export function openTimelines(connection: Connection): Timelines {
  const entries = openModel(connection, 'entries', entrySchema);
  const subjects = openModel(connection, 'subjects', subjectSchema);
  const allocations = openModel(connection, 'allocations', allocationSchema);
  return {
    async add(event) {
      for (const { entry, subject, allocation } of [additionOf(event), additionToProvider(event)]) {
        // The owner first: who sees an entry must be known as soon as it is there.
        if (allocation) await insertOnce(allocations, allocation);
        if (subject) await insertOnce(subjects, subject);
        if (entry) await insertOnce(entries, entry);
      }
    },
    async subject(institutionId) {
      const subject = await subjects.findOne({ _id: institutionId }).lean<Subject>();
      if (!subject) return undefined;
      // Joined here: an account and its institution are told of on two topics, and either may come first.
      const allocation = await allocations.findOne({ _id: subject.ownerAccountId }).lean<Allocation>();
      return { ...subject, ...(allocation && { primaryAccountId: allocation.primaryAccountId }) };
    },
    page: ({ _id, ownerAccountId }, query, view) =>
      pageByTime(
        entries,
        { timelineId: { $in: [_id, ownerAccountId] } },
        query,
        { field: 'at', first: 'oldest', at: (entry) => entry.at },
        view,
      ),
  };
}

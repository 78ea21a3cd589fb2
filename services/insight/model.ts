import type { EventType } from '@kequan/contracts';
import { documentSchema, instant, mixed, text, type DocumentOf } from '@kequan/kit';

/** What the words of an entry need; no personal data. */
export type EntryData = Readonly<Record<string, string | number | boolean>>;

/**
 * One entry of a timeline. `_id` is the event's id, so an event that comes twice is there once; in a provider's
 * timeline it ends with `:provider`, for a step of a deal stands in both parties' timelines.
 */
export const entrySchema = documentSchema({
  _id: text,
  /** The institution that it tells of; of an account's registration the account. */
  timelineId: text,
  at: instant,
  type: mixed<EventType>(),
  data: mixed<EntryData>(),
}).index({ timelineId: 1, at: 1, _id: 1 });

/** Whose an institution is; `_id` is the institution's id. */
export const subjectSchema = documentSchema({ _id: text, ownerAccountId: text, programmeId: text });

/** An account that a primary account allocated (JS step 1); `_id` is its id. Nothing is kept of the others. */
export const allocationSchema = documentSchema({ _id: text, primaryAccountId: text });

export type TimelineEntry = DocumentOf<typeof entrySchema>;
export type Subject = DocumentOf<typeof subjectSchema>;
export type Allocation = DocumentOf<typeof allocationSchema>;

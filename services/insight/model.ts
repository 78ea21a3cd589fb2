import type { EventType } from '@kequan/contracts';
import type { IndexOf } from '@kequan/kit';

/** What the words of an entry need; no personal data. */
export type EntryData = Readonly<Record<string, string | number | boolean>>;

/**
 * One entry of a timeline. `_id` is the event's id, so an event that comes twice is there once; in a provider's
 * timeline it ends with `:provider`, for a step of a deal stands in both parties' timelines.
 */
export interface TimelineEntry {
  _id: string;
  /** The institution that it tells of; of an account's registration the account. */
  timelineId: string;
  at: Date;
  type: EventType;
  data: EntryData;
}

/** Whose an institution is; `_id` is the institution's id. */
export interface Subject {
  _id: string;
  ownerAccountId: string;
  programmeId: string;
}

/** An account that a primary account allocated (JS step 1); `_id` is its id. Nothing is kept of the others. */
export interface Allocation {
  _id: string;
  primaryAccountId: string;
}

export const ENTRY_INDEXES: readonly IndexOf[] = [{ keys: { timelineId: 1, at: 1, _id: 1 } }];

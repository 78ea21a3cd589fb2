import type { Connection } from 'mongoose';
import {
  CHINA_CALENDAR,
  event,
  failure,
  type ReplaceCalendar,
  type WorkingCalendar,
} from '@kequan/contracts';
import {
  aggregateSchema,
  aggregateStore,
  mixed,
  sha256,
  type AggregateStore,
  type DocumentOf,
  type Relay,
} from '@kequan/kit';
import { replacementOf } from './calendar-rules';

/** The calendar of this installation. Its `_id` is its name. */
const calendarSchema = aggregateSchema({ calendar: mixed<WorkingCalendar>() });
type CalendarDocument = DocumentOf<typeof calendarSchema>;

const ID = CHINA_CALENDAR.name;

/** The working calendar, which this service owns; each home has a copy of it (decision 0021). */
export interface Calendars {
  /** The calendar as it stands now. */
  current(): Promise<WorkingCalendar>;
  /**
   * Replaces it; the same key and content replace it once.
   * @throws `Conflict` when another version stands than the one that is replaced, `InputInvalid` (see `replacementOf`)
   */
  replace(
    by: { accountId: string; key: string; at: Date },
    content: ReplaceCalendar,
  ): Promise<WorkingCalendar>;
  /** Tells a programme, once, that the known days end (P22). */
  tellEnding(programmeId: string, calendar: WorkingCalendar, daysLeft: number): Promise<void>;
}

/** Opens the calendar of a database. */
export function openCalendars(connection: Connection, relay: Relay): Calendars {
  const store: AggregateStore<CalendarDocument> = aggregateStore(
    connection,
    'calendars',
    calendarSchema,
    'review',
    relay,
  );

  /** Nothing is stored before something must be. */
  const seeded = async (): Promise<CalendarDocument> =>
    (await store.find(ID)) ?? (await store.insert(ID, { calendar: CHINA_CALENDAR }, { key: 'seed' })).doc;

  return {
    async current() {
      return asItStands(await store.find(ID));
    },
    async replace({ accountId: replacedBy, key: callKey, at }, content) {
      const key = `replace:${callKey}:${sha256(JSON.stringify(content)).slice(0, 16)}`;
      const found = await seeded();
      const before = asItStands(found);
      if (found.applied.includes(key)) return before;
      if (before.version !== content.version) throw failure('Conflict');
      const calendar = replacementOf(before, content, at);
      const { doc } = await store.command(ID, {
        key,
        expect: { 'calendar.version': before.version },
        change: { $set: { calendar } },
        events: [event('kequan.review.calendar-replaced.v1', { calendar, replacedBy })],
      });
      return doc.calendar;
    },
    async tellEnding(programmeId, { knownUntil }, daysLeft) {
      await seeded();
      await store.command(ID, {
        key: `calendar-ending/${knownUntil}/${programmeId}`,
        events: [event('kequan.review.calendar-ending.v1', { programmeId, knownUntil, daysLeft })],
      });
    },
  };
}

/** A seed that was stored is that of an older build: it is what this one brings. */
function asItStands(found: CalendarDocument | undefined): WorkingCalendar {
  return !found || found.calendar.version === CHINA_CALENDAR.version ? CHINA_CALENDAR : found.calendar;
}

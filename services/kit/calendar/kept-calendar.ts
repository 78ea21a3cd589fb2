import type { Connection } from 'mongoose';
import { CHINA_CALENDAR, type KeQuanEvent, type WorkingCalendar } from '@kequan/contracts';
import { mixed, text, whole } from '../store/fields';
import { openModel } from '../store/connection';
import { insertOnce } from '../store/insert-once';
import { documentSchema, type DocumentOf } from '../store/schema';

/** A home's copy of the working calendar, as the events of its owner tell it. */
export interface KeptCalendar {
  /** The calendar, as it was at most a second ago; the seed as long as nothing was heard. */
  current(): Promise<WorkingCalendar>;
  /** The calendar as it stands now. */
  latest(): Promise<WorkingCalendar>;
  /**
   * Takes up a replacement, unless a newer one is kept.
   * @returns whether it is what is kept now, also when its event comes again: what follows from it may have been cut off
   */
  learn(event: KeQuanEvent): Promise<boolean>;
}

const schema = documentSchema({ _id: text, version: whole, calendar: mixed<WorkingCalendar>() });
type Copy = DocumentOf<typeof schema>;

const ID = 'china';
/** Long enough that a burst of steps reads it once. */
const REMEMBERED_MS = 1_000;

/** Opens a home's copy of the calendar. */
export function openCalendar(connection: Connection): KeptCalendar {
  const copies = openModel(connection, 'keptCalendars', schema);
  let remembered: { calendar: WorkingCalendar; untilMs: number } | undefined;

  async function latest(): Promise<WorkingCalendar> {
    const copy = await copies.findOne({ _id: ID }).lean<Copy>().exec();
    const calendar = copy?.calendar ?? CHINA_CALENDAR;
    remembered = { calendar, untilMs: Date.now() + REMEMBERED_MS };
    return calendar;
  }

  return {
    latest,
    async current() {
      return remembered && Date.now() < remembered.untilMs ? remembered.calendar : latest();
    },
    async learn(event) {
      if (event.type !== 'kequan.review.calendar-replaced.v1') return false;
      const { calendar } = event.data;
      const { version } = calendar;
      remembered = undefined;
      if (await insertOnce(copies, { _id: ID, version, calendar })) return true;
      const kept = await copies.updateOne(
        { _id: ID, version: { $lte: version } },
        { $set: { version, calendar } },
      );
      return kept.matchedCount === 1;
    },
  };
}

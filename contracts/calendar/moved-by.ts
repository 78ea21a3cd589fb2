import type { WorkingCalendar } from './calendar';
import { dayAfter, isWorkingDay } from './working-days';

/**
 * The first day (YYYY-MM-DD) of which two calendars do not say the same: people work, they do not, or it is not known.
 * @returns undefined when they say the same of every day
 */
export function movedBy(before: WorkingCalendar, after: WorkingCalendar): string | undefined {
  // Only these days can be the first: elsewhere weekends say the same in both.
  const ends = [before, after].flatMap(({ knownFrom, knownUntil }) => [knownFrom, dayAfter(knownUntil)]);
  const named = [before, after].flatMap(({ holidays, makeUpDays }) => [...holidays, ...makeUpDays]);
  return [...ends, ...named].sort().find((day) => said(before, day) !== said(after, day));
}

function said(calendar: WorkingCalendar, day: string): boolean | undefined {
  if (day < calendar.knownFrom || day > calendar.knownUntil) return undefined;
  return isWorkingDay(calendar, day);
}

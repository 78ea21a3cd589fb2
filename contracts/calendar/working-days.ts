import type { WorkingCalendar } from './calendar';

/** An instant in epoch milliseconds; `certain` is false when it lies past what the calendar knows. */
export interface Deadline {
  atMs: number;
  certain: boolean;
}

/**
 * How days past the known calendar count (decision 0021): all of them, so that nobody who is hurried is given longer, or
 * weekdays alone, so that nobody from whom something is taken is given less.
 */
export type PastKnown = 'everyDay' | 'weekdays';

/** A day of a calendar without summer time, in milliseconds. */
export const DAY_MS = 86_400_000;

/** The local day (YYYY-MM-DD) of an instant. */
export function localDay(calendar: WorkingCalendar, atMs: number): string {
  return localMinute(calendar, atMs).slice(0, 10);
}

/** The local minute (YYYY-MM-DDTHH:mm) of an instant. */
export function localMinute(calendar: WorkingCalendar, atMs: number): string {
  return new Date(atMs + calendar.utcOffsetMinutes * 60_000).toISOString().slice(0, 16);
}

/**
 * Whether people work on a local day (YYYY-MM-DD). Past the known range nobody can tell, and days count as the caller says;
 * the answer's deadline is then marked as not certain.
 */
export function isWorkingDay(
  calendar: WorkingCalendar,
  day: string,
  pastKnown: PastKnown = 'everyDay',
): boolean {
  if (day > calendar.knownUntil || day < calendar.knownFrom)
    return pastKnown === 'everyDay' || !isWeekend(day);
  if (calendar.makeUpDays.includes(day)) return true;
  return !isWeekend(day) && !calendar.holidays.includes(day);
}

/** Whether a day (YYYY-MM-DD) is a Saturday or a Sunday. */
export function isWeekend(day: string): boolean {
  return [0, 6].includes(new Date(day).getUTCDay());
}

/**
 * The end (24:00 local) of the n-th working day after the local day of an instant (R30: 1-2 working days, with
 * holidays and make-up days).
 * @param fromMs the instant from which to count; its own day does not count
 * @param workingDays how many working days, at least 1
 * @param pastKnown how days count of which the calendar does not know
 * @throws RangeError when `workingDays` is not a whole number from 1
 */
export function endOfWorkingDay(
  calendar: WorkingCalendar,
  fromMs: number,
  workingDays: number,
  pastKnown: PastKnown = 'everyDay',
): Deadline {
  if (!Number.isInteger(workingDays) || workingDays < 1)
    throw new RangeError('working days: a whole number from 1');
  let dayMs = Date.parse(localDay(calendar, fromMs));
  for (let left = workingDays; left > 0;) {
    dayMs += DAY_MS;
    if (isWorkingDay(calendar, dayOf(dayMs), pastKnown)) left -= 1;
  }
  const lastDay = dayOf(dayMs);
  return { atMs: endOfDayMs(calendar, lastDay), certain: lastDay <= calendar.knownUntil };
}

/** The end (24:00 local) of a day (YYYY-MM-DD). */
export function endOfDayMs(calendar: WorkingCalendar, day: string): number {
  return Date.parse(day) + DAY_MS - calendar.utcOffsetMinutes * 60_000;
}

/** The day (YYYY-MM-DD) after a day. */
export function dayAfter(day: string): string {
  return dayOf(Date.parse(day) + DAY_MS);
}

function dayOf(utcMidnightMs: number): string {
  return new Date(utcMidnightMs).toISOString().slice(0, 10);
}

/** The local day (YYYY-MM-DD) that people are told for a deadline: a deadline at 24:00 belongs to the day that it ends. */
export function dayOfDeadline(calendar: WorkingCalendar, deadlineMs: number): string {
  return localDay(calendar, deadlineMs - 1);
}

/** How many days the calendar still knows from an instant on; an alarm is due when this gets small. */
export function knownDaysLeft(calendar: WorkingCalendar, atMs: number): number {
  return Math.floor((Date.parse(calendar.knownUntil) - Date.parse(localDay(calendar, atMs))) / DAY_MS);
}

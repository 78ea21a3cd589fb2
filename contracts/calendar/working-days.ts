/** A calendar of working days as data, with the last day whose holidays are announced. Days are YYYY-MM-DD. */
export interface WorkingCalendar {
  name: string;
  utcOffsetMinutes: number;
  knownFrom: string;
  knownUntil: string;
  holidays: readonly string[];
  makeUpDays: readonly string[];
}

/** An instant in epoch milliseconds; `certain` is false when it lies past what the calendar knows. */
export interface Deadline {
  atMs: number;
  certain: boolean;
}

const DAY_MS = 86_400_000;

/** The local day (YYYY-MM-DD) of an instant. */
export function localDay(calendar: WorkingCalendar, atMs: number): string {
  return localMinute(calendar, atMs).slice(0, 10);
}

/** The local minute (YYYY-MM-DDTHH:mm) of an instant. */
export function localMinute(calendar: WorkingCalendar, atMs: number): string {
  return new Date(atMs + calendar.utcOffsetMinutes * 60_000).toISOString().slice(0, 16);
}

/**
 * Whether people work on a local day (YYYY-MM-DD). Past the known range every natural day counts, so that a missing
 * year never makes a deadline later than people were told; the answer's deadline is then marked as not certain.
 */
export function isWorkingDay(calendar: WorkingCalendar, day: string): boolean {
  if (day > calendar.knownUntil || day < calendar.knownFrom) return true;
  if (calendar.makeUpDays.includes(day)) return true;
  const weekend = [0, 6].includes(new Date(day).getUTCDay());
  return !weekend && !calendar.holidays.includes(day);
}

/**
 * The end (24:00 local) of the n-th working day after the local day of an instant (R30: 1-2 working days, with
 * holidays and make-up days).
 * @param fromMs the instant from which to count; its own day does not count
 * @param workingDays how many working days, at least 1
 * @throws RangeError when `workingDays` is not a whole number from 1
 */
export function endOfWorkingDay(calendar: WorkingCalendar, fromMs: number, workingDays: number): Deadline {
  if (!Number.isInteger(workingDays) || workingDays < 1)
    throw new RangeError('working days: a whole number from 1');
  let dayMs = Date.parse(localDay(calendar, fromMs));
  for (let left = workingDays; left > 0;) {
    dayMs += DAY_MS;
    if (isWorkingDay(calendar, new Date(dayMs).toISOString().slice(0, 10))) left -= 1;
  }
  const lastDay = new Date(dayMs).toISOString().slice(0, 10);
  return {
    atMs: dayMs + DAY_MS - calendar.utcOffsetMinutes * 60_000,
    certain: lastDay <= calendar.knownUntil,
  };
}

/** The local day (YYYY-MM-DD) that people are told for a deadline: a deadline at 24:00 belongs to the day that it ends. */
export function dayOfDeadline(calendar: WorkingCalendar, deadlineMs: number): string {
  return localDay(calendar, deadlineMs - 1);
}

/** How many days the calendar still knows from an instant on; an alarm is due when this gets small. */
export function knownDaysLeft(calendar: WorkingCalendar, atMs: number): number {
  return Math.floor((Date.parse(calendar.knownUntil) - Date.parse(localDay(calendar, atMs))) / DAY_MS);
}

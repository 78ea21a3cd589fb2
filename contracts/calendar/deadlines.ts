import type { WorkingCalendar } from './calendar';
import type { WaitClock } from './wait-clock';
import { DAY_MS, endOfWorkingDay, isWorkingDay, localDay, type PastKnown } from './working-days';

/** When a wait's people are reminded and when it is over, as reckoned from one version of the calendar. */
export interface Deadlines {
  /** When the wait began. */
  sinceMs: number;
  dueAtMs: number;
  /** Whether the calendar knows all days until it is due. */
  dueCertain: boolean;
  /** In order; one for each day of the clock's `nudgeAfterWorkingDays`. */
  nudgesAtMs: number[];
  calendarVersion: number;
}

/** Nobody is reminded at midnight: a reminder comes when the office opens. */
const OFFICE_OPENS_MS = 9 * 3_600_000;

/**
 * When a wait that began at an instant is over: at the end of its last working day (R30). Past the known calendar a clock
 * that hurries an authority counts every day, one that takes something counts weekdays only (decision 0021).
 * @throws RangeError when the clock's days are not whole numbers from 1
 */
export function reckonDeadlines(calendar: WorkingCalendar, clock: WaitClock, sinceMs: number): Deadlines {
  const pastKnown = clock.forfeits ? 'weekdays' : 'everyDay';
  const { atMs, certain } = endOfWorkingDay(calendar, sinceMs, clock.workingDays, pastKnown);
  return {
    sinceMs,
    dueAtMs: atMs,
    dueCertain: certain,
    nudgesAtMs: clock.nudgeAfterWorkingDays
      .map((days) => nudgeAtMs(calendar, sinceMs, days, pastKnown))
      .sort((one, other) => one - other),
    calendarVersion: calendar.version,
  };
}

/**
 * Deadlines under a new calendar; a forfeiting one never moves earlier than people were told. Those that were reckoned
 * from a newer calendar stay as they are: a copy that has not heard of it knows less.
 */
export function moveDeadlines(calendar: WorkingCalendar, clock: WaitClock, told: Deadlines): Deadlines {
  if (told.calendarVersion > calendar.version) return told;
  const moved = reckonDeadlines(calendar, clock, told.sinceMs);
  return clock.forfeits ? { ...moved, dueAtMs: Math.max(moved.dueAtMs, told.dueAtMs) } : moved;
}

/**
 * Whether a forfeiting wait is over: its time has passed, its calendar knew all days of it, and no newer calendar is known
 * from which it was not reckoned yet (`moveDeadlines`). So no calendar that is still to come could have made it later (M3).
 */
export function isOver(deadlines: Deadlines, calendar: WorkingCalendar, nowMs: number): boolean {
  const { dueAtMs, dueCertain, calendarVersion } = deadlines;
  return nowMs >= dueAtMs && dueCertain && calendarVersion >= calendar.version;
}

/** When people hear that n working days have passed in silence: as the office opens on the first working day after. */
function nudgeAtMs(calendar: WorkingCalendar, sinceMs: number, days: number, pastKnown: PastKnown): number {
  let midnightMs = endOfWorkingDay(calendar, sinceMs, days, pastKnown).atMs;
  while (!isWorkingDay(calendar, localDay(calendar, midnightMs), pastKnown)) midnightMs += DAY_MS;
  return midnightMs + OFFICE_OPENS_MS;
}

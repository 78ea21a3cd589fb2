import { sleep } from '@temporalio/workflow';
import {
  CHINA_CALENDAR,
  endOfWorkingDay,
  isWorkingDay,
  localDay,
  type Deadline,
} from '@kequan/contracts/pure';

const HOUR_MS = 3_600_000;
/** Nobody is reminded at midnight: a reminder comes when the office opens. */
const OFFICE_OPENS_MS = 9 * HOUR_MS;

/** By when a review is due: the end of its last working day (R30). */
export function reviewDue(openedAtMs: number, workingDays: number): Deadline {
  return endOfWorkingDay(CHINA_CALENDAR, openedAtMs, workingDays);
}

/** When people hear that n working days have passed in silence: as the office opens on the first working day after. */
export function nudgeAtMs(openedAtMs: number, afterWorkingDays: number): number {
  let midnightMs = endOfWorkingDay(CHINA_CALENDAR, openedAtMs, afterWorkingDays).atMs;
  while (!isWorkingDay(CHINA_CALENDAR, localDay(CHINA_CALENDAR, midnightMs))) midnightMs += 24 * HOUR_MS;
  return midnightMs + OFFICE_OPENS_MS;
}

/** Sleeps until an instant; not at all when it has passed. */
export async function sleepUntil(atMs: number): Promise<void> {
  const waitMs = atMs - Date.now();
  if (waitMs > 0) await sleep(waitMs);
}

import { allProgrammes, knownDaysLeft } from '@kequan/contracts';
import type { Logger } from '@kequan/kit';
import type { Calendars } from './calendars';

/** So long before the known days end, who replaces the calendar is told: the State Council announces a year in November. */
const TOLD_DAYS_BEFORE = 60;
const DAY_MS = 86_400_000;
/** After a look that failed; the store may be away for a while. */
const AGAIN_MS = 60_000;

/** Looks once a day whether the known days end soon (P22). */
export interface CalendarWatch {
  /** Looks for the first time at once, and keeps nobody waiting. */
  start(): void;
  /** Ends the looking, and waits for a look that is under way. */
  stop(): Promise<void>;
}

/** @param nowMs the clock */
export function watchCalendar(
  calendars: Pick<Calendars, 'current' | 'tellEnding'>,
  log: Logger,
  nowMs: () => number = Date.now,
): CalendarWatch {
  let timer: NodeJS.Timeout | undefined;
  let looking = Promise.resolve();
  let isStopped = false;

  function look(): void {
    looking = tellEnding(calendars, nowMs()).then(
      () => again(DAY_MS),
      (error: unknown) => {
        log.warn({ err: error }, 'whether the calendar ends soon could not be seen');
        again(AGAIN_MS);
      },
    );
  }

  function again(inMs: number): void {
    if (!isStopped) timer = setTimeout(look, inMs).unref();
  }

  return {
    start: look,
    async stop() {
      isStopped = true;
      clearTimeout(timer);
      await looking;
    },
  };
}

/** Tells every programme when the known days end soon; once each, however often it is asked. */
export async function tellEnding(
  calendars: Pick<Calendars, 'current' | 'tellEnding'>,
  nowMs: number,
): Promise<void> {
  const calendar = await calendars.current();
  const daysLeft = knownDaysLeft(calendar, nowMs);
  if (daysLeft > TOLD_DAYS_BEFORE) return;
  for (const { programmeId } of allProgrammes())
    await calendars.tellEnding(programmeId, calendar, Math.max(0, daysLeft));
}

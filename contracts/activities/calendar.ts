import type { Deadlines } from '../calendar/deadlines';
import type { WaitClock } from '../calendar/wait-clock';

/** A step that leads to a wait: with a clock, its answer tells the deadlines, reckoned from now by the home's calendar. */
export interface LeadsToWait {
  clock?: WaitClock | undefined;
}

/** What a home answers of the wait that a step leads to. */
export interface Waiting {
  /** Only when the step named a clock. */
  deadlines?: Deadlines;
}

/** A wait whose end takes something, as the process knows it: the home judges by its own calendar whether it is over. */
export interface EndedWait {
  clock: WaitClock;
  told: Deadlines;
}

/** What every home of processes offers them: deadlines are reckoned outside, so that the calendar is data (decision 0021). */
export interface CalendarActivities {
  /** The deadlines of a wait by the home's calendar; with `told`, those that were told, moved (`moveDeadlines`). */
  reckon(input: { clock: WaitClock; sinceMs: number; told?: Deadlines | undefined }): Promise<Deadlines>;
}

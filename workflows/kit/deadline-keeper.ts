import { defineSignal, setHandler } from '@temporalio/workflow';
import type { CalendarActivities, Deadlines, WaitClock } from '@kequan/contracts';
import { FOLLOW_CALENDAR } from '@kequan/contracts/pure';
import { Alarm } from './alarm';

/** A home that says that a wait is not over is asked again after this time at the earliest. */
const ASK_AGAIN_MS = 60_000;

/** What happens at the deadlines of a wait. */
export interface AtDeadlines {
  /** So many days have passed in silence. @param index of the clock's `nudgeAfterWorkingDays` */
  nudged: (index: number, now: Deadlines) => Promise<void>;
  /** The calendar was replaced, and the deadlines moved with it. */
  moved?: (now: Deadlines) => void;
  /** The time is over. @returns deadlines when it is not, by the home's calendar: then it goes on until these */
  over?: (now: Deadlines) => Promise<Deadlines | undefined>;
}

/**
 * Keeps the deadlines of a process. They are reckoned outside, by its home's calendar, and stand in the history; when the calendar
 * is replaced, the home tells, and those that are open are reckoned anew (M2).
 */
export class DeadlineKeeper {
  private readonly alarm = new Alarm();
  /** How often the calendar was replaced, and how many of these the open deadlines follow. */
  private replaced = 0;
  private followed = 0;

  constructor(private readonly home: CalendarActivities) {
    setHandler(defineSignal(FOLLOW_CALENDAR), () => {
      this.replaced += 1;
    });
  }

  /** Deadlines from an instant on, for a wait that no step led to. */
  reckon(clock: WaitClock, sinceMs: number): Promise<Deadlines> {
    return this.home.reckon({ clock, sinceMs });
  }

  /** Does what is to be done at each deadline, until the waiting is cancelled or over. @throws what is done there throws */
  async keep(clock: WaitClock, told: Deadlines, at: AtDeadlines): Promise<void> {
    const isReplaced = (): boolean => this.replaced > this.followed;
    let now = told;
    for (let next = 0; ;) {
      const nudgeAtMs = now.nudgesAtMs[next];
      await this.alarm.sleepUntil(nudgeAtMs ?? (at.over ? now.dueAtMs : Infinity), isReplaced);
      if (isReplaced()) {
        this.followed = this.replaced;
        now = await this.home.reckon({ clock, sinceMs: now.sinceMs, told: now });
        at.moved?.(now);
      } else if (nudgeAtMs !== undefined) {
        await at.nudged(next, now);
        next += 1;
      } else {
        const later = await at.over?.(now);
        if (!later) return;
        // The home's clock may be behind that of the server: it is not asked again and again within one moment.
        now = { ...later, dueAtMs: Math.max(later.dueAtMs, Date.now() + ASK_AGAIN_MS) };
      }
    }
  }
}

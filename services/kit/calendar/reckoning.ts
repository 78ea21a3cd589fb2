import {
  moveDeadlines,
  reckonDeadlines,
  type CalendarActivities,
  type LeadsToWait,
  type Waiting,
} from '@kequan/contracts';
import type { KeptCalendar } from './kept-calendar';

/** What a home offers its processes of its calendar. */
export function calendarActivities(calendar: KeptCalendar): CalendarActivities {
  return {
    async reckon({ clock, sinceMs, told }) {
      // Whoever was told something asks because the calendar was replaced: what is remembered here could be the old one.
      return told
        ? moveDeadlines(await calendar.latest(), clock, told)
        : reckonDeadlines(await calendar.current(), clock, sinceMs);
    },
  };
}

/**
 * A step that leads to a wait: what it answers tells the deadlines too, reckoned from now, when its process asks for them.
 * @param record records the step; what it throws is thrown
 */
export function leadingToWait<Input extends LeadsToWait, Answer extends Waiting>(
  calendar: KeptCalendar,
  record: (input: Input) => Promise<Answer>,
): (input: Input) => Promise<Answer> {
  return async (input) => {
    const answer = await record(input);
    if (!input.clock) return answer;
    return { ...answer, deadlines: reckonDeadlines(await calendar.current(), input.clock, Date.now()) };
  };
}

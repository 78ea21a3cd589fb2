import { FOLLOW_CALENDAR, type KeQuanEvent } from '@kequan/contracts';
import type { EventHandler } from '../events/consumer';
import type { Processes } from '../temporal/processes';
import type { KeptCalendar } from './kept-calendar';

/**
 * What a home does when the calendar was replaced: it takes up its copy, then tells its open processes, which ask for their
 * deadlines anew. A process that began so shortly before that nobody can find it yet is not told: it asks again when a
 * deadline that takes something rings.
 * @param home the service's name
 */
export function followCalendar(
  calendar: KeptCalendar,
  processes: Pick<Processes, 'signalOpen'>,
  home: string,
): EventHandler {
  return async (event: KeQuanEvent) => {
    if (event.type !== 'kequan.review.calendar-replaced.v1') return;
    if (!(await calendar.learn(event))) return;
    const { version } = event.data.calendar;
    await processes.signalOpen({
      home,
      signal: FOLLOW_CALENDAR,
      jobId: `calendar-${String(version)}-${home}`,
      reason: `working calendar, version ${String(version)}`,
    });
  };
}

import type { ServiceDefinition } from '@kequan/kit';
import { reviewActivities } from './activities';
import { calendarRoutes } from './calendar-routes';
import { watchCalendar } from './calendar-watch';
import { openCalendars } from './calendars';
import { taskCloser } from './consumers';
import { tasksFollow } from './following';
import { openTasks } from './model';
import { taskOpener } from './opening';
import { reviewRoutes } from './routes';

/** The inbox of human tasks: who may decide, and until when; and the calendar in whose working days that is counted. */
export const definition: ServiceDefinition = {
  name: 'review',
  publishes: 'review',
  create({ connection, log, relay, processes }) {
    const tasks = openTasks(connection, relay);
    const calendars = openCalendars(connection, relay);
    const activities = reviewActivities(tasks, calendars);
    const effects = [taskCloser(tasks), taskOpener(activities), tasksFollow(tasks, calendars)];
    const watch = watchCalendar(calendars, log);
    return {
      routes: [...reviewRoutes({ tasks, processes }), ...calendarRoutes({ calendars, processes })],
      activities,
      consumes: {
        // Its own events too: open tasks follow the calendar.
        sources: ['institution', 'catalog', 'voucher', 'trade', 'settlement', 'review'],
        async handle(event) {
          for (const take of effects) await take(event);
        },
      },
      start: async () => watch.start(),
      stop: () => watch.stop(),
    };
  },
};

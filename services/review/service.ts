import type { ServiceDefinition } from '@kequan/kit';
import { reviewActivities } from './activities';
import { taskCloser } from './consumers';
import { openTasks } from './model';
import { taskOpener } from './opening';
import { reviewRoutes } from './routes';

/** The inbox of human tasks: who may decide, and until when. */
export const definition: ServiceDefinition = {
  name: 'review',
  publishes: 'review',
  create({ connection, relay, processes }) {
    const tasks = openTasks(connection, relay);
    const activities = reviewActivities(tasks);
    const [opens, closes] = [taskOpener(activities), taskCloser(tasks)];
    return {
      routes: reviewRoutes({ tasks, processes }),
      activities,
      consumes: {
        sources: ['institution', 'catalog', 'voucher', 'trade', 'settlement'],
        async handle(event) {
          await closes(event);
          await opens(event);
        },
      },
    };
  },
};

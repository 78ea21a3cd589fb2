import type { ServiceDefinition } from '@kequan/kit';
import { reviewActivities } from './activities';
import { taskCloser } from './consumers';
import { ensureTaskIndexes, openTasks } from './model';
import { reviewRoutes } from './routes';

/** The inbox of human tasks: who may decide, and until when. */
export const definition: ServiceDefinition = {
  name: 'review',
  publishes: 'review',
  create({ db, relay, processes }) {
    const tasks = openTasks(db, relay);
    return {
      routes: reviewRoutes({ tasks, processes }),
      activities: reviewActivities(tasks),
      consumes: {
        sources: ['institution', 'catalog', 'voucher', 'trade', 'settlement'],
        handle: taskCloser(tasks),
      },
      ensureIndexes: () => ensureTaskIndexes(tasks),
    };
  },
};

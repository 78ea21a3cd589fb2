import type { ServiceDefinition } from '@kequan/kit';
import { insightRoutes } from './routes';
import { openTimelines } from './timelines';

/** Insight: the timeline of each institution, from the events of all services. */
export const definition: ServiceDefinition = {
  name: 'insight',
  create({ connection }) {
    const timelines = openTimelines(connection);
    return {
      routes: insightRoutes(timelines),
      consumes: {
        sources: [
          'identity',
          'institution',
          'catalog',
          'review',
          'voucher',
          'trade',
          'settlement',
          'notification',
        ],
        handle: (event) => timelines.add(event),
      },
    };
  },
};

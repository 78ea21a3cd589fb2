import type { ServiceDefinition } from '@kequan/kit';
import { catalogActivities } from './activities';
import { instrumentSources } from './instrument-sources';
import { ensureServiceIndexes, openServices } from './model';
import { openProviders } from './providers';
import { catalogRoutes } from './routes';

/** What providers offer: written, reviewed, listed in the mall. */
export const definition: ServiceDefinition = {
  name: 'catalog',
  publishes: 'catalog',
  isHome: true,
  create({ config, creations, db, relay, processes }) {
    const services = openServices(db, relay);
    const providers = openProviders(db);
    const instruments = instrumentSources();
    return {
      routes: catalogRoutes({
        services,
        instruments,
        providers,
        creations,
        processes,
        instance: config.KEQUAN_INSTANCE,
      }),
      activities: catalogActivities({ services, instruments }),
      consumes: { sources: ['institution'], handle: providers.handle },
      ensureIndexes: () => ensureServiceIndexes(services),
    };
  },
};

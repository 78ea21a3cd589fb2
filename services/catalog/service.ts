import type { ServiceDefinition } from '@kequan/kit';
import { catalogActivities } from './activities';
import { instrumentSources } from './instrument-sources';
import { ensureServiceIndexes, openServices } from './model';
import { openProviders } from './providers';
import { recordImportRoutes } from './records/import/routes';
import { mallRecordRoutes } from './records/mall-routes';
import { ensureRecordIndexes, openRecords } from './records/model';
import { recordRoutes } from './records/routes';
import { catalogRoutes } from './routes';
import { shopDoors } from './shop-doors';
import { voucherFlags } from './voucher-flags';

/** What providers offer: written, reviewed, listed in the mall; and what they record of themselves. */
export const definition: ServiceDefinition = {
  name: 'catalog',
  publishes: 'catalog',
  isHome: true,
  create({ config, creations, db, relay, processes }) {
    const services = openServices(db, relay);
    const records = openRecords(db, relay);
    const providers = openProviders(db);
    const instruments = instrumentSources(records);
    const instance = config.KEQUAN_INSTANCE;
    const parts = { services, records, instruments, providers, creations, processes, instance };
    const effects = [providers.handle, shopDoors(services, records), voucherFlags({ services, records })];
    return {
      routes: [
        ...catalogRoutes(parts),
        ...recordRoutes(parts),
        ...recordImportRoutes(parts),
        ...mallRecordRoutes(records),
      ],
      activities: catalogActivities({ services, records, instruments }),
      consumes: {
        // Its own events too: flags follow the facts of other documents.
        sources: ['institution', 'catalog'],
        async handle(event) {
          for (const take of effects) await take(event);
        },
      },
      async ensureIndexes() {
        await Promise.all([
          ensureServiceIndexes(services),
          ensureRecordIndexes(records),
          providers.ensureIndexes(),
        ]);
      },
    };
  },
};

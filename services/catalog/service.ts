import { followCalendar, openCalendar, uniqueValues, type ServiceDefinition } from '@kequan/kit';
import { catalogActivities } from './activities';
import { instrumentSources } from './instrument-sources';
import { openServices } from './model';
import { openProviders } from './providers';
import { recordImportRoutes } from './records/import/routes';
import { mallRecordRoutes } from './records/mall-routes';
import { openRecords } from './records/model';
import { recordRoutes } from './records/routes';
import { catalogRoutes } from './routes';
import { openShelf } from './shelf/model';
import { outsideInstruments } from './shelf/outside-instruments';
import { shelfRoutes } from './shelf/routes';
import { shopDoors } from './shop-doors';
import { voucherFlags } from './voucher-flags';

/** What providers offer: written, reviewed, listed in the mall; and what they record of themselves. */
export const definition: ServiceDefinition = {
  name: 'catalog',
  publishes: 'catalog',
  isHome: true,
  create({ config, connection, creations, environment, log, relay, processes }) {
    const services = openServices(connection, relay);
    const records = openRecords(connection, relay);
    const providers = openProviders(connection, processes);
    const shelf = openShelf(connection, relay);
    const instruments = instrumentSources(records, shelf);
    const instance = config.KEQUAN_INSTANCE;
    const parts = { services, records, instruments, providers, creations, processes, instance };
    const calendar = openCalendar(connection);
    const effects = [
      providers.handle,
      shopDoors(services, records),
      voucherFlags({ services, records }),
      followCalendar(calendar, processes, 'catalog'),
    ];
    return {
      routes: [
        ...catalogRoutes(parts),
        ...recordRoutes(parts),
        ...shelfRoutes({
          ...parts,
          shelf,
          outsideIds: uniqueValues(connection, 'outsideInstrument'),
          outside: outsideInstruments(environment, log),
        }),
        ...recordImportRoutes(parts),
        ...mallRecordRoutes(records),
      ],
      activities: catalogActivities({ services, records, instruments, calendar }),
      consumes: {
        // Its own events too: flags follow the facts of other documents.
        sources: ['institution', 'catalog', 'review'],
        async handle(event) {
          for (const take of effects) await take(event);
        },
      },
    };
  },
};

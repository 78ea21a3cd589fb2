import { followCalendar, openCalendar, type ServiceDefinition } from '@kequan/kit';
import { settlementActivities } from './activities';
import { bankAt } from './bank';
import { schedulePayouts } from './batch-process';
import { settlementSettings } from './config';
import { openBankFiles, openSettlementStores } from './model';
import { settlementRoutes } from './routes';

/** Payouts, their batches and public notices, objections to them, and the bank's files. */
export const definition: ServiceDefinition = {
  name: 'settlement',
  publishes: 'settlement',
  isHome: true,
  create({ config, connection, creations, environment, processes, relay, sealFor }) {
    const { bankUrl, noticeMsOf } = settlementSettings(environment);
    const stores = openSettlementStores(connection, relay);
    const calendar = openCalendar(connection);
    const parts = { ...stores, creations, processes, instance: config.KEQUAN_INSTANCE, noticeMsOf };
    return {
      routes: settlementRoutes(parts),
      activities: settlementActivities({
        ...stores,
        processes,
        calendar,
        files: openBankFiles(connection),
        bank: bankAt(bankUrl),
        accountSeal: sealFor('bank-account'),
        fileSeal: sealFor('bank-file'),
      }),
      consumes: { sources: ['review'], handle: followCalendar(calendar, processes, 'settlement') },
      start: () => schedulePayouts(parts),
    };
  },
};

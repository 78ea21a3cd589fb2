import type { ServiceDefinition } from '@kequan/kit';
import { settlementActivities } from './activities';
import { bankAt } from './bank';
import { openBankFiles } from './bank-files';
import { schedulePayouts } from './batch-process';
import { settlementSettings } from './config';
import { ensureSettlementIndexes, openSettlementStores } from './model';
import { settlementRoutes } from './routes';

/** Payouts, their batches and public notices, objections to them, and the bank's files. */
export const definition: ServiceDefinition = {
  name: 'settlement',
  publishes: 'settlement',
  isHome: true,
  create({ config, creations, db, environment, processes, relay, sealFor }) {
    const { bankUrl, noticeMsOf } = settlementSettings(environment);
    const stores = openSettlementStores(db, relay);
    const parts = { ...stores, creations, processes, instance: config.KEQUAN_INSTANCE, noticeMsOf };
    return {
      routes: settlementRoutes(parts),
      activities: settlementActivities({
        ...stores,
        processes,
        files: openBankFiles(db),
        bank: bankAt(bankUrl),
        accountSeal: sealFor('bank-account'),
        fileSeal: sealFor('bank-file'),
      }),
      ensureIndexes: () => ensureSettlementIndexes(stores),
      start: () => schedulePayouts(parts),
    };
  },
};

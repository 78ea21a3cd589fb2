import { uniqueValues, type ServiceDefinition } from '@kequan/kit';
import { institutionActivities } from './activities';
import { bankAccounts } from './bank-account';
import { entryNoticeNumbers } from './entry-notice-numbers';
import { ensureInstitutionIndexes, openInstitutions } from './model';
import { openOffers } from './offers';
import { institutionRoutes } from './routes';

/** Legal persons on their way to be listed, their stages, and the public entry notices. */
export const definition: ServiceDefinition = {
  name: 'institution',
  publishes: 'institution',
  isHome: true,
  create({ config, db, relay, processes, sealFor }) {
    const institutions = openInstitutions(db, relay);
    const accounts = uniqueValues(db, 'institutionOfAccount');
    const numbers = entryNoticeNumbers(db);
    const offers = openOffers(db);
    const accountNumbers = bankAccounts(sealFor('bank-account'));
    return {
      routes: institutionRoutes({
        institutions,
        accounts,
        bankAccounts: accountNumbers,
        offers,
        processes,
        instance: config.KEQUAN_INSTANCE,
      }),
      activities: institutionActivities({
        institutions,
        bankAccounts: accountNumbers,
        numbers,
        unitCodes: uniqueValues(db, 'unitCode'),
      }),
      consumes: { sources: ['catalog'], handle: offers.handle },
      async ensureIndexes() {
        await Promise.all([
          ensureInstitutionIndexes(institutions),
          numbers.ensureIndexes(),
          offers.ensureIndexes(),
        ]);
      },
    };
  },
};

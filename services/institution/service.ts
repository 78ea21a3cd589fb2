import { uniqueValues, type ServiceDefinition } from '@kequan/kit';
import { institutionActivities } from './activities';
import { bankAccounts } from './bank-account';
import { entryNoticeNumbers } from './entry-notice-numbers';
import { listedServices } from './listed-services';
import { ensureInstitutionIndexes, openInstitutions } from './model';
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
    const listed = listedServices(db);
    const accountNumbers = bankAccounts(sealFor('bank-account'));
    return {
      routes: institutionRoutes({
        institutions,
        accounts,
        bankAccounts: accountNumbers,
        listed,
        processes,
        instance: config.KEQUAN_INSTANCE,
      }),
      activities: institutionActivities({
        institutions,
        bankAccounts: accountNumbers,
        numbers,
        unitCodes: uniqueValues(db, 'unitCode'),
      }),
      consumes: { sources: ['catalog'], handle: listed.handle },
      async ensureIndexes() {
        await Promise.all([
          ensureInstitutionIndexes(institutions),
          numbers.ensureIndexes(),
          listed.ensureIndexes(),
        ]);
      },
    };
  },
};

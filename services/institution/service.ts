import { followCalendar, openCalendar, uniqueValues, type ServiceDefinition } from '@kequan/kit';
import { institutionActivities } from './activities';
import { bankAccounts } from './bank-account';
import { entryNoticeNumbers } from './entry-notice-numbers';
import { openInstitutions } from './model';
import { openOffers } from './offers';
import { institutionRoutes } from './routes';

/** Legal persons on their way to be listed, their stages, and the public entry notices. */
export const definition: ServiceDefinition = {
  name: 'institution',
  publishes: 'institution',
  isHome: true,
  create({ config, connection, relay, processes, sealFor }) {
    const institutions = openInstitutions(connection, relay);
    const accounts = uniqueValues(connection, 'institutionOfAccount');
    const numbers = entryNoticeNumbers(connection);
    const offers = openOffers(connection);
    const calendar = openCalendar(connection);
    const follow = followCalendar(calendar, processes, 'institution');
    const accountNumbers = bankAccounts(sealFor('bank-account'));
    return {
      routes: institutionRoutes({
        institutions,
        accounts,
        bankAccounts: accountNumbers,
        offers,
        calendar,
        processes,
        instance: config.KEQUAN_INSTANCE,
      }),
      activities: institutionActivities({
        institutions,
        bankAccounts: accountNumbers,
        numbers,
        unitCodes: uniqueValues(connection, 'unitCode'),
        calendar,
      }),
      consumes: {
        sources: ['catalog', 'review'],
        async handle(event) {
          await offers.handle(event);
          await follow(event);
        },
      },
    };
  },
};

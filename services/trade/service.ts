import { followCalendar, openCalendar, uniqueValues, type ServiceDefinition } from '@kequan/kit';
import { tradeActivities } from './activities';
import { dealRoutes } from './deal-routes';
import { directOrderRoutes } from './direct-order-routes';
import { openDirectOrderSwitches } from './direct-order-switch';
import { openListings } from './listings';
import { openDeals } from './model';
import { stepRoutes } from './step-routes';
import { openVoucherValidities } from './voucher-validity';

/** Reservations, orders, evaluations and claims between voucher users and providers. */
export const definition: ServiceDefinition = {
  name: 'trade',
  publishes: 'trade',
  isHome: true,
  create({ config, creations, connection, relay, processes }) {
    const deals = openDeals(connection, relay);
    const switches = openDirectOrderSwitches(connection, relay);
    const validities = openVoucherValidities(connection);
    const listings = openListings(connection);
    const calendar = openCalendar(connection);
    const follow = followCalendar(calendar, processes, 'trade');
    const parts = {
      deals,
      switches,
      listings,
      creations,
      processes,
      instance: config.KEQUAN_INSTANCE,
    };
    return {
      routes: [...dealRoutes(parts), ...stepRoutes(parts), ...directOrderRoutes(parts)],
      activities: tradeActivities({
        deals,
        switches,
        validities,
        invoiceNumbers: uniqueValues(connection, 'invoiceNumber'),
        calendar,
      }),
      consumes: {
        sources: ['catalog', 'voucher', 'review'],
        async handle(event) {
          await listings.learn(event);
          await validities.learn(event);
          await follow(event);
        },
      },
    };
  },
};

import { issuanceId, SPENT } from '@kequan/contracts';
import { followCalendar, openCalendar, type ServiceDefinition } from '@kequan/kit';
import { voucherActivities } from './activities';
import { applicationRoutes } from './application-routes';
import { showLastAudit } from './audits';
import { openBudgetLedger } from './budget-ledger';
import { openVoucherStores } from './model';
import { voucherRoutes } from './voucher-routes';
import { openVoucherNumbers } from './voucher-numbers';
import { openYearGrants } from './year-grants';

/** Budgets, applications, vouchers and their ledger. */
export const definition: ServiceDefinition = {
  name: 'voucher',
  publishes: 'voucher',
  isHome: true,
  create({ config, creations, connection, relay, processes, metrics }) {
    showLastAudit(connection, metrics);
    const stores = openVoucherStores(connection, relay);
    const budget = openBudgetLedger(connection, stores.budgets);
    const numbers = openVoucherNumbers(connection);
    const yearGrants = openYearGrants(connection);
    const calendar = openCalendar(connection);
    const parts = { ...stores, budget, creations, processes, instance: config.KEQUAN_INSTANCE };
    const spent = (voucherId: string): Promise<void> => processes.signal(issuanceId(voucherId), SPENT);
    return {
      routes: [...applicationRoutes(parts), ...voucherRoutes(parts)],
      activities: voucherActivities({ ...stores, budget, yearGrants, numbers, spent, calendar }),
      consumes: { sources: ['review'], handle: followCalendar(calendar, processes, 'voucher') },
    };
  },
};

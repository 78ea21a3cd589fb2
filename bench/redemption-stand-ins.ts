import {
  CHINA_CALENDAR,
  reckonDeadlines,
  type AdmittedUser,
  type CatalogActivities,
  type DealSummary,
  type FilesActivities,
  type InstitutionActivities,
  type OrderableService,
  type ReviewActivities,
  type SettlementActivities,
  type TradeActivities,
  type VoucherActivities,
} from '@kequan/contracts';
import type { ServiceDefinition } from '@kequan/kit';
import { hearTask, standIn, type Ears } from './hosting';

const ID = '01910000-0000-7000-8000-000000000001';
const user: AdmittedUser = {
  name: '西安秦科精密制造有限公司',
  unitCode: '91610131MA6U0000XX',
  userKind: 'sme',
  registeredOn: '2015-03-18',
  accountId: ID,
};
const service: OrderableService = {
  serviceId: ID,
  institutionId: ID,
  providerAccountId: ID,
  title: '高强度合金疲劳试验',
  kind: 'inspectionTesting',
  priceFen: 500_000,
  priceUnit: '元/根',
  voucher: true,
};
const deal: DealSummary = {
  title: `${user.name} · ${service.title}`,
  revision: 1,
  applicantAccountId: ID,
  providerInstitutionId: ID,
  providerAccountId: ID,
  voucherFen: 3_000_000,
};
const nothing = async (): Promise<void> => undefined;

/** The control: the same workflow on the same queues, with activities that return at once; those that a redemption asks for. */
export function standIns(ears: Ears): ServiceDefinition[] {
  const trade: TradeActivities = {
    async recordDealStep(input) {
      hearTask(input, ears);
      const { clock } = input;
      return clock ? { ...deal, deadlines: reckonDeadlines(CHINA_CALENDAR, clock, Date.now()) } : deal;
    },
    reckon: async ({ clock, sinceMs }) => reckonDeadlines(CHINA_CALENDAR, clock, sinceMs),
    reserveInvoiceNumber: nothing,
    releaseInvoiceNumber: nothing,
  };
  const institution: Partial<InstitutionActivities> = {
    requireTradingParties: async () => ({ user, providerName: service.title }),
  };
  const catalog: Partial<CatalogActivities> = { requireOrderable: async () => service };
  const voucher: Partial<VoucherActivities> = { holdVoucher: nothing, captureHold: nothing };
  const files: FilesActivities = { attach: nothing };
  const review: ReviewActivities = { openTask: async (task) => ears.task(task), nudgeTask: nothing };
  const settlement: Pick<SettlementActivities, 'orderPayout'> = {
    orderPayout: async (payout) => ears.payout(payout),
  };
  return [
    standIn('trade', trade, true),
    standIn('institution', institution),
    standIn('catalog', catalog),
    standIn('voucher', voucher),
    standIn('files', files),
    standIn('review', review),
    standIn('settlement', settlement),
  ];
}

import type {
  AdmittedUser,
  CatalogActivities,
  DealSummary,
  FilesActivities,
  InstitutionActivities,
  OrderableService,
  ReviewActivities,
  SettlementActivities,
  TradeActivities,
  VoucherActivities,
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
      return deal;
    },
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

import { MongoClient, type Db } from 'mongodb';
import { emptyBudget, emptyVoucher, newId } from '@kequan/contracts';
import type { InfraEndpoints } from '@kequan/dev';
import { databaseNameOf } from '@kequan/kit';
import { attachmentOf, aUnitCode, insert, type Draft } from './seeding';

/** A deal whose drafts are complete, with what its steps name. */
export interface SeededDeal {
  dealId: string;
  institutionId: string;
  accountId: string;
  providerId: string;
  providerAccountId: string;
  serviceId: string;
  voucherId: string;
  invoiceNumber: string;
  fileIds: string[];
}

const YEAR = new Date().getFullYear();
export const ORDERED_FEN = 3_000_000;
const VOUCHER_FEN = 2 * ORDERED_FEN;

/** The ids of deals that are to be walked. */
export function dealIds(count: number): SeededDeal[] {
  return Array.from({ length: count }, () => ({
    dealId: newId(),
    institutionId: newId(),
    accountId: newId(),
    providerId: newId(),
    providerAccountId: newId(),
    serviceId: newId(),
    voucherId: newId(),
    invoiceNumber: String(BigInt(`0x${newId().replaceAll('-', '').slice(-16)}`)).padStart(20, '0'),
    fileIds: [newId(), newId(), newId()],
  }));
}

/** Puts into the stores what the deals stand on: both sides, a listed service, a voucher with money, files, the drafts. */
export async function seedDeals(
  endpoints: InfraEndpoints,
  instance: string,
  count: number,
): Promise<SeededDeal[]> {
  const mongo = await MongoClient.connect(endpoints.mongodbUrl, { ignoreUndefined: true });
  const open = (service: string): Db => mongo.db(databaseNameOf(instance, service));
  const deals = dealIds(count);
  const budgetId = `shaanxi-${newId()}/${String(YEAR)}`;
  try {
    await insert(open('institution'), 'institutions', deals.flatMap(institutionsOf));
    await insert(open('catalog'), 'services', deals.map(serviceOf));
    await insert(open('voucher'), 'budgets', [budgetOf(budgetId, count)]);
    await insert(
      open('voucher'),
      'vouchers',
      deals.map((deal) => voucherOf(deal, budgetId)),
    );
    await insert(
      open('files'),
      'attachments',
      deals.flatMap(({ fileIds, accountId }) => fileIds.map((id) => attachmentOf(id, accountId, 'shaanxi'))),
    );
    await insert(open('trade'), 'deals', deals.map(draftOf));
    return deals;
  } finally {
    await mongo.close();
  }
}

function institutionsOf({ institutionId, accountId, providerId, providerAccountId }: SeededDeal): Draft[] {
  const [userCode, providerCode] = [aUnitCode('91610131'), aUnitCode('91610132')];
  const basic = {
    name: '西安秦科精密制造有限公司',
    unitCode: userCode,
    userKind: 'sme',
    registeredOn: '2015-03-18',
  };
  const approved = (form: object): object => ({
    status: 'approved',
    revision: 1,
    draft: form,
    submitted: { form },
  });
  const institution = { programmeId: 'shaanxi', voucherShop: false };
  return [
    {
      ...institution,
      _id: institutionId,
      track: 'voucherUser',
      ownerAccountId: accountId,
      name: basic.name,
      unitCode: `voucherUser:${userCode}`,
      stages: { enrolment: approved({ basic }) },
    },
    {
      ...institution,
      _id: providerId,
      track: 'provider',
      ownerAccountId: providerAccountId,
      name: '西安分析测试中心',
      unitCode: `provider:${providerCode}`,
      stages: { registration: approved({}) },
    },
  ];
}

function serviceOf({ serviceId, providerId, providerAccountId }: SeededDeal): Draft {
  return {
    _id: serviceId,
    programmeId: 'shaanxi',
    institutionId: providerId,
    ownerAccountId: providerAccountId,
    track: 'provider',
    kind: 'inspectionTesting',
    voucher: true,
    application: { status: 'approved', revision: 1, draft: {} },
    listing: { name: '高强度合金疲劳试验', priceFen: 500_000, priceUnit: '元/根' },
  };
}

function budgetOf(_id: string, count: number): Draft {
  const grantedFen = count * VOUCHER_FEN;
  const balances = { ...emptyBudget(), committed: grantedFen };
  return { _id, programmeId: 'shaanxi', year: YEAR, grantedFen, balances, journal: [], foldedCount: 0 };
}

function voucherOf({ voucherId, institutionId, accountId }: SeededDeal, budgetId: string): Draft {
  return {
    _id: voucherId,
    programmeId: 'shaanxi',
    institutionId,
    accountId,
    title: '西安秦科精密制造有限公司',
    number: `bench-${voucherId}`,
    budgetId,
    status: 'usable',
    amountFen: VOUCHER_FEN,
    balances: { ...emptyVoucher(), available: VOUCHER_FEN },
    postings: [],
    holds: [],
    expiresAt: new Date(Date.now() + 365 * 86_400_000),
  };
}

function draftOf(deal: SeededDeal): Draft {
  const { dealId, institutionId, accountId, serviceId, voucherId, invoiceNumber, fileIds } = deal;
  const [invoiceFileId, contractFileId, reportFileId] = fileIds;
  const totalFen = 2 * ORDERED_FEN;
  const reservation = {
    sampleSummary: '高强度合金试棒 12 根，直径 10 mm。',
    requirements: '按 GB/T 3075 做轴向疲劳试验，给出 S-N 曲线与断口分析。',
    attachmentIds: [],
  };
  const order = {
    voucherId,
    purpose: 'newProduct',
    details: '疲劳试验 12 根，断口分析 3 根。',
    quantity: 12,
    totalFen,
    voucherFen: ORDERED_FEN,
    completionExpectedOn: '2026-12-20',
  };
  const invoice = {
    number: invoiceNumber,
    issuedOn: '2026-11-27',
    amountFen: totalFen,
    fileId: invoiceFileId,
  };
  return {
    _id: dealId,
    programmeId: 'shaanxi',
    institutionId,
    accountId,
    serviceId,
    title: '高强度合金疲劳试验',
    direct: false,
    status: 'draft',
    reservation: { draft: reservation },
    answers: [],
    order: { draft: order },
    claim: { draft: { invoice, contractFileId, reportFileId } },
    decisions: [],
  };
}

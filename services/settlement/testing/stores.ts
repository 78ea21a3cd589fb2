import { randomBytes } from 'node:crypto';
import { newId, type OrderPayout, type Payee } from '@kequan/contracts';
import { createSeal, makeIndexes, openCalendar, type Processes, type Seal } from '@kequan/kit';
import { testStore, type TestStore } from '@kequan/kit/testing';
import { settlementActivities } from '../activities';
import {
  openBankFiles,
  openSettlementStores,
  type BankFiles,
  type Payout,
  type SettlementStores,
} from '../model';

/** The bank as a test plays it: what it was sent, and what it answers. */
interface PlayedBank {
  sent: Map<string, string>;
  confirmation: string | undefined;
  isDown: boolean;
}

/** What a redemption was told. */
interface Told {
  workflowId: string;
  name: string;
  input: unknown;
}

export interface SettlementTestStore extends SettlementStores {
  store: TestStore;
  files: BankFiles;
  accountSeal: Seal;
  bank: PlayedBank;
  told: Told[];
  activities: ReturnType<typeof settlementActivities>;
}

/** The stores and activities of this service on a database of the test's own; bank and Temporal are played. */
export async function settlementTestStore(): Promise<SettlementTestStore> {
  const store = await testStore();
  const stores = openSettlementStores(store.connection, store.relay);
  const secret = randomBytes(32).toString('base64');
  const accountSeal = createSeal(secret, 'bank-account');
  const files = openBankFiles(store.connection);
  await makeIndexes(store.connection);
  const bank: PlayedBank = { sent: new Map(), confirmation: undefined, isDown: false };
  const told: Told[] = [];
  const signal: Processes['signal'] = async (workflowId, { name }, input) =>
    void told.push({ workflowId, name, input });
  const activities = settlementActivities({
    ...stores,
    files,
    accountSeal,
    fileSeal: createSeal(secret, 'bank-file'),
    processes: { signal } as Processes,
    calendar: openCalendar(store.connection),
    bank: {
      async send(batchId, text) {
        if (bank.isDown) throw new Error('the bank is down');
        bank.sent.set(batchId, text);
      },
      confirmationOf: async () => bank.confirmation,
    },
  });
  return { ...stores, store, files, accountSeal, bank, told, activities };
}

/** An order of a redemption. */
export function order(changes: Partial<OrderPayout> = {}): OrderPayout {
  const payoutId = newId();
  const dealId = newId();
  return {
    payoutId,
    key: `${payoutId}/order`,
    dealId,
    programmeId: 'shaanxi',
    institutionId: newId(),
    applicantAccountId: newId(),
    title: '西安秦科精密制造有限公司 · 高强度合金疲劳试验',
    amountFen: 2_800_000,
    approvedBy: newId(),
    workflowId: `redemption/${dealId}`,
    ...changes,
  };
}

/** Payouts that are due, in the order in which they were ordered. */
export async function due(
  { activities, payouts }: SettlementTestStore,
  count: number,
  changes: Partial<OrderPayout> = {},
): Promise<Payout[]> {
  const made: Payout[] = [];
  for (let number = 0; number < count; number += 1) {
    const one = order(changes);
    await activities.orderPayout(one);
    made.push(await payouts.get(one.payoutId));
  }
  return made;
}

/** A batch that has collected what is due and whose notice ends at an instant. @returns its id */
export async function noticedBatch(
  { activities }: SettlementTestStore,
  untilMs = Date.now() + 3_600_000,
  period = `2026-11-24T0800-${newId().slice(-6)}`,
): Promise<string> {
  const batchId = `shaanxi.${period}`;
  const workflowId = `payout/shaanxi/${period}`;
  await activities.collectDue({
    batchId,
    key: `${batchId}/collect`,
    programmeId: 'shaanxi',
    period,
    workflowId,
  });
  await activities.publishNotice({ batchId, untilMs });
  return batchId;
}

/** The notice is over and two persons have released the batch; its lines are released too. */
export async function releasedBatch(stores: SettlementTestStore): Promise<string> {
  const batchId = await noticedBatch(stores, Date.now());
  for (const number of [1, 2])
    await stores.activities.recordRelease({ batchId, key: `${batchId}/${number}`, releasedBy: newId() });
  await stores.activities.releaseLines({ batchId });
  return batchId;
}

/** The corporate account of an institution, sealed as institution seals it. */
export function payee(
  { accountSeal }: SettlementTestStore,
  institutionId: string,
  accountNo = '6103298741002215',
): Payee {
  return {
    institutionId,
    accountName: '西安秦科精密制造有限公司',
    bankName: '西安银行高新支行',
    sealedBankAccountNo: accountSeal.close(accountNo),
  };
}

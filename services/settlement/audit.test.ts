import { newId } from '@kequan/contracts';
import { auditCommand } from './audit-command';
import { auditSettlement } from './audit';
import type { Payout } from './model';
import { due, payee, releasedBatch, settlementTestStore, type SettlementTestStore } from './testing/stores';

let stores: SettlementTestStore;
let paid: Payout;
let batchId: string;
beforeEach(async () => {
  stores = await settlementTestStore();
  const [one] = await due(stores, 1);
  if (!one) throw new Error('a payout is due');
  paid = one;
  batchId = await releasedBatch(stores);
  await stores.activities.makeBankFile({ batchId, payees: [payee(stores, paid.institutionId)] });
  await stores.activities.sendBankFile({ batchId });
});
afterEach(() => stores.store.close());

const found = async (captured = [[paid.dealId, paid.amountFen]] as [string, number][]): Promise<string[]> =>
  (await auditSettlement(stores.store.connection, new Map(captured))).differences.map(({ what }) => what);

test('when everything adds up, then nothing differs', async () => {
  expect(await found()).toEqual([]);
});

test('when the ledger captured another amount, or something nobody pays, then it says so', async () => {
  expect(await found([[paid.dealId, 1]])).toEqual([expect.stringContaining('the ledger captured 1')]);
  expect(
    await found([
      [paid.dealId, paid.amountFen],
      ['deal', 5],
    ]),
  ).toEqual(['5 is captured, and no payout']);
});

test('when a deal is paid a second time, then it says so', async () => {
  await due(stores, 1, { dealId: paid.dealId });
  expect(await found()).toContain('is paid twice');
});

test('when a payout failed and was ordered anew, then nothing differs', async () => {
  await stores.payouts.model.updateOne({ _id: paid._id }, { $set: { status: 'returned' } });
  await due(stores, 1, { dealId: paid.dealId });
  expect(await found()).toEqual([]);
});

test.each([
  ['a batch', 'batches', { $inc: { amountFen: 1 } }, /in all, its lines are/],
  ['a payout', 'payouts', { $inc: { amountFen: 1 } }, /line .* the payout/],
  ['a file', 'bankFiles', { $inc: { amountFen: 1 } }, /lines, they are/],
  ['what a file pays', 'bankFiles', { $set: { lines: [] } }, /in no file of the bank/],
])('when somebody changes %s by hand, then it says so', async (_, collection, change, words) => {
  await stores.store.db.collection(collection).updateMany({}, change);
  expect((await found()).join('\n')).toMatch(words);
});

test('when a payout stands in two files, then it says so', async () => {
  const file = await stores.files.findOne({ _id: batchId }).lean();
  if (!file) throw new Error('the file was made');
  await stores.files.insertOne({ ...file, _id: 'shaanxi.2026-12-06' });
  expect(await found()).toContain('stands in two files of the bank');
});

test('when the command finds a difference, then it ends with 1, else with 0, and says what it saw', async () => {
  const said: string[] = [];
  const connections = { settlement: stores.store.connection, voucher: stores.store.connection };
  const vouchers = stores.store.db.collection<{ _id: string; holds: object[] }>('vouchers');
  const hold = { orderId: paid.dealId, amountFen: paid.amountFen, status: 'captured' };
  await vouchers.insertOne({ _id: newId(), holds: [hold, { ...hold, orderId: 'x', status: 'held' }] });
  expect(await auditCommand(connections, (line) => said.push(line), 0)).toBe(0);
  expect(said).toEqual(['1 payouts of 28,000 yuan in 1 batches audited, 0 differences']);
  await vouchers.deleteMany({});
  expect(await auditCommand(connections, (line) => said.push(line), 0)).toBe(1);
  expect(said.join('\n')).toContain('DIFFERENCE payout');
});

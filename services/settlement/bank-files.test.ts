import { amountText } from './bank-file';
import type { Payout } from './model';
import { due, payee, releasedBatch, settlementTestStore, type SettlementTestStore } from './testing/stores';

let stores: SettlementTestStore;
let first: Payout;
let second: Payout;
let batchId: string;
const ACCOUNT = '6103298741002215';

beforeEach(async () => {
  stores = await settlementTestStore();
  const [one, two] = [...(await due(stores, 1)), ...(await due(stores, 1, { amountFen: 123_45 }))];
  if (!one || !two) throw new Error('two payouts are due');
  [first, second] = [one, two];
  batchId = await releasedBatch(stores);
});
afterEach(() => stores.store.close());

const make = (payees = [first, second].map(({ institutionId }) => payee(stores, institutionId, ACCOUNT))) =>
  stores.activities.makeBankFile({ batchId, payees });
const status = async (payout: Payout): Promise<string> => (await stores.payouts.get(payout._id)).status;
const confirm = (...records: string[]): void => {
  stores.bank.confirmation = [`H,BANK,1,${batchId},2026-12-13`, ...records, `T,${records.length}`]
    .map((line) => `${line}\r\n`)
    .join('');
};
const paid = ({ _id, amountFen }: Payout): string => `D,${_id},PAID,,${amountText(amountFen)}`;
const returned = ({ _id, amountFen }: Payout, code: string): string =>
  `D,${_id},RETURNED,${code},${amountText(amountFen)}`;

describe('the file', () => {
  test('when it is made, then accounts stand in what is sent, and nowhere in what is kept (R15)', async () => {
    expect(await make()).toEqual({ lineCount: 2 });
    await stores.activities.sendBankFile({ batchId });
    expect(stores.bank.sent.get(batchId)?.split('\r\n')).toEqual([
      expect.stringMatching(new RegExp(`^H,KEQUAN,1,${batchId},\\d{4}-\\d\\d-\\d\\d$`)),
      `D,1,${first._id},西安秦科精密制造有限公司,西安银行高新支行,${ACCOUNT},28000.00,科技创新券`,
      `D,2,${second._id},西安秦科精密制造有限公司,西安银行高新支行,${ACCOUNT},123.45,科技创新券`,
      'T,2,28123.45',
      '',
    ]);
    for (const name of ['payouts', 'batches', 'bankFiles']) {
      const documents = await stores.store.db.collection(name).find().toArray();
      expect(documents.length).toBeGreaterThan(0);
      expect(JSON.stringify(documents)).not.toContain(ACCOUNT);
    }
  });

  test('when a payee has no corporate account any more, then its payout is returned and the others are paid (R15)', async () => {
    expect(await make([payee(stores, second.institutionId)])).toEqual({ lineCount: 1 });
    expect(await stores.payouts.get(first._id)).toMatchObject({
      status: 'returned',
      failure: 'accountMissing',
    });
    await stores.activities.sendBankFile({ batchId });
    expect(stores.bank.sent.get(batchId)).not.toContain(first._id);
    expect([await status(first), await status(second)]).toEqual(['returned', 'sent']);
  });

  test('when it is made again with other accounts, then what was made first is sent', async () => {
    await make();
    const changed = [first, second].map(({ institutionId }) => payee(stores, institutionId, '99999999'));
    await make(changed);
    await stores.activities.sendBankFile({ batchId });
    expect(stores.bank.sent.get(batchId)).toContain(ACCOUNT);
    expect(stores.bank.sent.get(batchId)).not.toContain('99999999');
  });

  test('when the bank is down, then nothing is marked as sent, and the retry sends the same text', async () => {
    await make();
    stores.bank.isDown = true;
    await expect(stores.activities.sendBankFile({ batchId })).rejects.toThrow('the bank is down');
    expect([await status(first), (await stores.batches.get(batchId)).status]).toEqual([
      'released',
      'released',
    ]);
    stores.bank.isDown = false;
    await stores.activities.sendBankFile({ batchId });
    const text = stores.bank.sent.get(batchId);
    await stores.activities.sendBankFile({ batchId });
    expect(stores.bank.sent.get(batchId)).toBe(text);
    expect(await status(first)).toBe('sent');
  });
});

describe('the confirmation (F22)', () => {
  beforeEach(async () => {
    await make();
    await stores.activities.sendBankFile({ batchId });
  });

  test('when there is none yet, then every line is pending', async () => {
    expect(await stores.activities.readConfirmation({ batchId })).toEqual({ pendingCount: 2 });
  });

  test('when one is paid and one comes back, then each redemption is told once with its reason', async () => {
    confirm(paid(first), returned(second, 'R02'));
    expect(await stores.activities.readConfirmation({ batchId })).toEqual({ pendingCount: 0 });
    await stores.activities.readConfirmation({ batchId });
    await stores.activities.tellEnds({ batchId });
    await stores.activities.tellEnds({ batchId });
    expect(stores.told.map(({ workflowId, input }) => ({ workflowId, input }))).toEqual(
      expect.arrayContaining([
        { workflowId: first.workflowId, input: { payoutId: first._id, outcome: 'paid' } },
        {
          workflowId: second.workflowId,
          input: { payoutId: second._id, outcome: 'returned', reason: 'accountClosed' },
        },
      ]),
    );
    expect(stores.told).toHaveLength(2);
    expect(await stores.activities.settleBatch({ batchId })).toEqual({ paidCount: 1, returnedCount: 1 });
    const types = (await stores.payouts.get(second._id)).outbox.map(({ type }) => type);
    expect(types.filter((type) => type === 'kequan.settlement.payout-failed.v1')).toHaveLength(1);
  });

  test('when it answers one line only, then the other stays pending', async () => {
    confirm(paid(first));
    expect(await stores.activities.readConfirmation({ batchId })).toEqual({ pendingCount: 1 });
    expect([await status(first), await status(second)]).toEqual(['paid', 'sent']);
  });

  test('when it names a code that we do not know, then the reason is another', async () => {
    confirm(paid(first), returned(second, 'R77'));
    await stores.activities.readConfirmation({ batchId });
    expect((await stores.payouts.get(second._id)).failure).toBe('otherReason');
  });

  test.each([
    ['another amount', () => confirm(paid(first), `D,${second._id},PAID,,123.46`)],
    ['a payment that was not sent', () => confirm(paid(first), 'D,x,PAID,,1.00')],
    ['another result', () => confirm(paid(first), `D,${second._id},MAYBE,,123.45`)],
    [
      'no tail',
      () => void (stores.bank.confirmation = `H,BANK,1,${batchId},2026-12-13\r\n${paid(first)}\r\n`),
    ],
    [
      'another batch',
      () => void (stores.bank.confirmation = 'H,BANK,1,jiangsu.2026-12-05,2026-12-13\r\nT,0\r\n'),
    ],
  ])('when it has %s, then nothing of it is taken up', async (_, play) => {
    play();
    await expect(stores.activities.readConfirmation({ batchId })).rejects.toThrow();
    expect([await status(first), await status(second)]).toEqual(['sent', 'sent']);
  });
});

import {
  decide,
  newId,
  type OrderPayout,
  type Page,
  type PayoutBatchView,
  type PayoutNoticeView,
  type PayoutView,
  type SettlementActivities,
} from '@kequan/contracts';
import type { Seal } from '@kequan/kit';
import {
  standIn,
  until,
  type TestAccount,
  type TestAnswer,
  startTestHome,
  type TestHome,
} from '@kequan/kit/testing';
import { definition } from './service';
import { order } from './testing/stores';

/** The corporate accounts that institution knows, by institution. */
const accounts = new Map<string, string>();
let accountSeal: Seal;
let home: TestHome;
let finance: TestAccount;
let cashier: TestAccount;
let payee: TestAccount;
const ask: TestHome['ask'] = (...asked) => home.ask(...asked);

const PAID_ACCOUNT = '6103298741002210';
/** Its last digit: the bank sends it back as closed (docs/reference/bank-file.md). */
const RETURNED_ACCOUNT = '6103298741002218';
const LONG_MS = 120_000;

beforeAll(async () => {
  home = await startTestHome({
    definition,
    environment: { KEQUAN_PAYOUT_NOTICE_SECONDS: '20' },
    given: ({ sealFor }) => {
      accountSeal = sealFor('bank-account');
    },
    others: [
      standIn('institution', {
        payeesOf: async ({ institutionIds }: { institutionIds: string[] }) =>
          institutionIds.flatMap((institutionId) => {
            const accountNo = accounts.get(institutionId);
            const names = { accountName: '西安秦科精密制造有限公司', bankName: '西安银行高新支行' };
            return accountNo
              ? [{ institutionId, ...names, sealedBankAccountNo: accountSeal.close(accountNo) }]
              : [];
          }),
      }),
    ],
  });
  [finance, cashier, payee] = await Promise.all([
    home.identity.account('finance', 'shaanxi'),
    home.identity.account('finance', 'shaanxi'),
    home.identity.account('voucherUser', 'shaanxi'),
  ]);
});
afterAll(() => home.stop());

const codeOf = ({ body }: TestAnswer): string => (body as { code: string }).code;

/** A payout of my own to an account. */
async function ordered(
  accountNo: string | undefined,
  changes: Partial<OrderPayout> = {},
): Promise<OrderPayout> {
  const one = order({ applicantAccountId: payee.accountId, ...changes });
  if (accountNo) accounts.set(one.institutionId, accountNo);
  await (home.activities as SettlementActivities).orderPayout(one);
  return one;
}
async function begun(): Promise<PayoutBatchView> {
  const { body, status } = await ask(finance, 'POST /v1/payout-batches');
  expect(status).toBe(201);
  return body as PayoutBatchView;
}
const payoutOf = async ({ payoutId }: OrderPayout): Promise<PayoutView> =>
  (await ask(payee, `GET /v1/payouts/${payoutId}`)).body as PayoutView;
const published = (batchId: string): Promise<PayoutNoticeView> =>
  until('the notice', async () => {
    const { status, body } = await ask(undefined, `GET /v1/payout-notices/${batchId}`);
    const notice = body as PayoutNoticeView;
    return status === 200 ? notice : undefined;
  });
/** Releases as soon as the notice is over. */
const released = (by: TestAccount, batchId: string): Promise<PayoutBatchView> =>
  until(
    'the release',
    async () => {
      const answer = await ask(by, `POST /v1/payout-batches/${batchId}/release`);
      return answer.status === 200 ? (answer.body as PayoutBatchView) : undefined;
    },
    LONG_MS,
  );
const settled = (batchId: string): Promise<PayoutBatchView> =>
  until(
    'the batch is settled',
    async () => {
      const { body } = await ask(finance, `GET /v1/payout-batches/${batchId}`);
      const batch = body as PayoutBatchView;
      return batch.status === 'settled' ? batch : undefined;
    },
    LONG_MS,
  );

test(
  'when a batch goes its whole way with a returned line and two objections, then each line ends as its own (F22, F24, F32)',
  async () => {
    const [good, bad, gone, disputed, cleared] = [
      await ordered(PAID_ACCOUNT),
      await ordered(RETURNED_ACCOUNT),
      await ordered(undefined),
      await ordered(PAID_ACCOUNT, { title: '王小明 · 成分检测' }),
      await ordered(PAID_ACCOUNT),
    ];
    const { batchId, lineCount, amountFen } = await begun();
    expect([lineCount, amountFen]).toEqual([5, 5 * good.amountFen]);
    const notice = await published(batchId);
    expect(notice.lines.map(({ title }) => title)).toContain('王** · 成分检测');
    expect(JSON.stringify(notice)).not.toContain(payee.accountId);

    const anybody = await home.identity.account('provider', 'jiangsu');
    for (const { payoutId } of [disputed, cleared]) {
      const objection = { payoutId, reason: '服务没有完成' };
      const answer = await ask(anybody, `POST /v1/payout-notices/${batchId}/objections`, objection);
      expect([answer.status, answer.body]).toMatchObject([201, { status: 'open' }]);
      const again = await ask(anybody, `POST /v1/payout-notices/${batchId}/objections`, objection);
      expect(codeOf(again)).toBe('BatchStepNotOpen');
    }
    await rule(disputed, 'approve');
    await rule(cleared, 'reject');

    expect(await released(finance, batchId)).toMatchObject({ status: 'noticed' });
    const twice = await ask(finance, `POST /v1/payout-batches/${batchId}/release`);
    expect([twice.status, codeOf(twice)]).toEqual([403, 'AnotherPersonRequired']);
    await released(cashier, batchId);

    expect(await settled(batchId)).toMatchObject({
      paidCount: 2,
      returnedCount: 2,
      file: { lineCount: 3, amountFen: 3 * good.amountFen },
    });
    expect(await payoutOf(good)).toMatchObject({ status: 'paid', batchId });
    expect(await payoutOf(cleared)).toMatchObject({ status: 'paid' });
    expect(await payoutOf(bad)).toMatchObject({ status: 'returned', failure: 'accountClosed' });
    expect(await payoutOf(gone)).toMatchObject({ status: 'returned', failure: 'accountMissing' });
    expect(await payoutOf(disputed)).toMatchObject({ status: 'objected', failure: 'objectionUpheld' });
    expect(JSON.stringify(await payoutOf(disputed))).not.toContain(anybody.accountId);
  },
  LONG_MS,
);

/** The office rules on the objection to a payout. */
async function rule({ payoutId }: OrderPayout, outcome: 'approve' | 'reject'): Promise<void> {
  const office = await home.identity.account('office', 'shaanxi');
  const { body } = await ask(office, `GET /v1/payouts/${payoutId}`);
  const { objections } = body as PayoutView;
  expect(objections[0]?.objectedBy).toBeDefined();
  const task = await until('the task', async () =>
    home.tasks.find(({ subject }) => subject.id === objections[0]?.objectionId),
  );
  const key = newId();
  const comments = outcome === 'approve' ? [] : [{ text: '材料齐全' }];
  const args = { key, taskId: task.taskId, outcome, comments, decidedBy: office.accountId };
  await home.processes.update(task.workflowId, decide, args);
}

test('when nothing is due, then no batch begins', async () => {
  const jiangsu = await home.identity.account('finance', 'jiangsu');
  const answer = await ask(jiangsu, 'POST /v1/payout-batches');
  expect([answer.status, codeOf(answer)]).toEqual([409, 'NothingDue']);
});

test('when a batch is begun again with the same key, then it is the same batch', async () => {
  await ordered(PAID_ACCOUNT);
  const key = newId();
  const [first, second] = [
    await ask(finance, 'POST /v1/payout-batches', undefined, key),
    await ask(finance, 'POST /v1/payout-batches', undefined, key),
  ];
  expect((second.body as PayoutBatchView).batchId).toBe((first.body as PayoutBatchView).batchId);
});

test('when a batch is of another programme, then finance does not find it, and cannot release it', async () => {
  await ordered(PAID_ACCOUNT);
  const { batchId } = await begun();
  const jiangsu = await home.identity.account('finance', 'jiangsu');
  expect((await ask(jiangsu, `GET /v1/payout-batches/${batchId}`)).status).toBe(404);
  expect((await ask(jiangsu, `POST /v1/payout-batches/${batchId}/release`)).status).toBe(404);
  const { body } = await ask(jiangsu, 'GET /v1/payout-batches');
  expect((body as Page<PayoutBatchView>).items).toEqual([]);
});

test('when another firm asks, then it sees no payout but its own', async () => {
  const mine = await ordered(PAID_ACCOUNT);
  const other = await home.identity.account('voucherUser', 'shaanxi');
  expect((await ask(other, `GET /v1/payouts/${mine.payoutId}`)).status).toBe(404);
  expect(((await ask(other, 'GET /v1/payouts')).body as Page<PayoutView>).items).toEqual([]);
  const due = (await ask(payee, 'GET /v1/payouts?status=due')).body as Page<PayoutView>;
  expect(due.items.map(({ payoutId }) => payoutId)).toEqual([mine.payoutId]);
});

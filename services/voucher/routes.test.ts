import {
  decide,
  issuanceId,
  newId,
  type BudgetView,
  type Page,
  type VoucherApplicationView,
  type VoucherView,
} from '@kequan/contracts';
import { standIn, until, type TestAccount, startTestHome, type TestHome } from '@kequan/kit/testing';
import { yearOf } from './rules';
import { definition } from './service';
import { admittedUser, completeApplication } from './testing/forms';

const YEAR = yearOf(new Date());
/** Whose institution is whose, as the stand-in for institution knows it. */
const owners = new Map<string, string>();
let home: TestHome;
let finance: TestAccount;
const ask: TestHome['ask'] = (...asked) => home.ask(...asked);

beforeAll(async () => {
  home = await startTestHome({
    definition,
    others: [
      standIn('institution', {
        requireAdmittedUser: async ({ institutionId }: { institutionId: string }) =>
          admittedUser(owners.get(institutionId) ?? newId()),
      }),
    ],
  });
  finance = await home.identity.account('finance', 'shaanxi');
  await ask(finance, `POST /v1/budgets/shaanxi/${YEAR}/grants`, { amountFen: 100_000_000 });
});
afterAll(() => home.stop());

async function filledIn(form: object = completeApplication()): Promise<{ user: TestAccount; id: string }> {
  const user = await home.identity.account('voucherUser', 'shaanxi');
  const institutionId = newId();
  owners.set(institutionId, user.accountId);
  const { body } = await ask(user, 'POST /v1/voucher-applications', { institutionId });
  const id = (body as VoucherApplicationView).applicationId;
  await ask(user, `PUT /v1/voucher-applications/${id}`, { form });
  return { user, id };
}

async function approve(id: string, approvedFen: number): Promise<void> {
  const { taskId } = await until('the task', async () => home.tasks.find(({ subject }) => subject.id === id));
  const key = newId();
  const args = { key, taskId, outcome: 'approve' as const, comments: [], decidedBy: newId(), approvedFen };
  await home.processes.update(issuanceId(id), decide, args);
}

describe('applying for a voucher', () => {
  it('when it is submitted, granted less and issued, then the holder has it, may give it back, and the budget has it again', async () => {
    const { user, id } = await filledIn();
    const submission = `POST /v1/voucher-applications/${id}/submission`;
    const key = newId();
    const submitted = await ask(user, submission, undefined, key);
    expect(submitted).toMatchObject({
      status: 200,
      body: { status: 'underReview', unit: { name: '西安秦科精密制造有限公司' } },
    });
    expect(await ask(user, submission, undefined, key)).toMatchObject({ body: submitted.body as object });
    await approve(id, 8_000_000);
    const voucher = await until('the voucher', async () => {
      const { body } = await ask(user, 'GET /v1/vouchers');
      return (body as Page<VoucherView>).items[0];
    });
    expect(voucher).toMatchObject({
      voucherId: id,
      amountFen: 8_000_000,
      balances: { available: 8_000_000 },
    });
    const budget = async () => (await ask(finance, `GET /v1/budgets/shaanxi/${YEAR}`)).body as BudgetView;
    const { balances } = await budget();
    const returned = await until('the process of the voucher', async () => {
      const answer = await ask(user, `POST /v1/vouchers/${id}/return`, undefined, key);
      return answer.status === 200 && answer;
    });
    expect(returned.body).toMatchObject({
      status: 'returned',
      balances: { available: 0, returned: 8_000_000 },
    });
    expect((await budget()).balances).toEqual({
      ...balances,
      available: balances.available + 8_000_000,
      committed: balances.committed - 8_000_000,
    });
  });

  it('R18: when it asks for more than the cap, then the submission is refused', async () => {
    const { user, id } = await filledIn(completeApplication({ requestedFen: 20_000_001 }));
    expect(await ask(user, `POST /v1/voucher-applications/${id}/submission`)).toMatchObject({
      status: 409,
      body: { code: 'CapExceeded' },
    });
  });

  it('R20: when a draft names the unit, then that field is refused', async () => {
    const { user, id } = await filledIn();
    const form = completeApplication({ unitCode: '91610131MA6U0000XX' });
    expect(await ask(user, `PUT /v1/voucher-applications/${id}`, { form })).toMatchObject({ status: 400 });
  });

  it('when a statement is missing (R19) or it is withdrawn, then it is a draft to be edited', async () => {
    const { user, id } = await filledIn(completeApplication({ financialStatementIds: [newId()] }));
    expect(await ask(user, `POST /v1/voucher-applications/${id}/submission`)).toMatchObject({
      status: 422,
      body: { code: 'StatementsMissing' },
    });
    await ask(user, `PUT /v1/voucher-applications/${id}`, { form: completeApplication() });
    await ask(user, `POST /v1/voucher-applications/${id}/submission`);
    expect(await ask(user, `POST /v1/voucher-applications/${id}/withdrawal`)).toMatchObject({
      status: 200,
      body: { status: 'draft' },
    });
  });
});

describe('who may do what', () => {
  it('when another asks for an application, a voucher or a budget, then it does not exist for him', async () => {
    const { id } = await filledIn();
    const other = await home.identity.account('voucherUser', 'shaanxi');
    expect(await ask(other, `GET /v1/voucher-applications/${id}`)).toMatchObject({ status: 404 });
    expect(await ask(other, `POST /v1/voucher-applications/${id}/submission`)).toMatchObject({ status: 404 });
    expect(await ask(finance, `GET /v1/budgets/jiangsu/${YEAR}`)).toMatchObject({ status: 404 });
    expect(await ask(finance, `POST /v1/budgets/jiangsu/${YEAR}/grants`, { amountFen: 1 })).toMatchObject({
      status: 404,
    });
    expect(await ask(other, `POST /v1/budgets/shaanxi/${YEAR}/grants`, { amountFen: 1 })).toMatchObject({
      status: 403,
    });
  });

  it('when a grant is repeated, then it counts once, and another amount under its key is refused', async () => {
    const line = `POST /v1/budgets/shaanxi/2040/grants`;
    const key = newId();
    await ask(finance, line, { amountFen: 500 }, key);
    expect(await ask(finance, line, { amountFen: 500 }, key)).toMatchObject({ body: { grantedFen: 500 } });
    expect(await ask(finance, line, { amountFen: 600 }, key)).toMatchObject({
      status: 422,
      body: { code: 'IdempotencyKeyReused' },
    });
  });
});

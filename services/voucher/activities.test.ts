import {
  failure,
  Failure,
  newId,
  programmeOf,
  VoucherApplicationDraft,
  type FailureCode,
} from '@kequan/contracts';
import { makeIndexes, newApplication, openCalendar, saveDraft, type Form } from '@kequan/kit';
import { voucherActivities } from './activities';
import { APPLICATION } from './application-commands';
import { audit } from './audit';
import type { VoucherApplication } from './model';
import { statementsNeeded } from './rules';
import { admittedUser, completeApplication } from './testing/forms';
import { voucherTestStore, type VoucherTestStore } from './testing/stores';
import { openVoucherNumbers, type VoucherNumbers } from './voucher-numbers';
import { openYearGrants, type YearGrantCounts } from './year-grants';

let stores: VoucherTestStore;
let numbers: VoucherNumbers;
let yearGrants: YearGrantCounts;
let activities: ReturnType<typeof voucherActivities>;
const spent: string[] = [];
beforeAll(async () => {
  stores = await voucherTestStore();
  const { connection } = stores.store;
  numbers = openVoucherNumbers(connection);
  yearGrants = openYearGrants(connection);
  await makeIndexes(connection);
  activities = voucherActivities({
    ...stores,
    numbers,
    yearGrants,
    calendar: openCalendar(connection),
    spent: async (voucherId) => void spent.push(voucherId),
  });
});
afterAll(() => stores.store.close());

const YEAR = 2026;
const refuses = (code: FailureCode) => expect.objectContaining({ code }) as Error;

async function filledIn(more: Form = {}, institutionId = newId()): Promise<VoucherApplication> {
  const facts = { programmeId: 'shaanxi', accountId: newId(), institutionId, application: newApplication() };
  const { doc } = await stores.applications.insert(newId(), facts, { key: 'create' });
  return saveDraft(stores.applications, doc._id, APPLICATION, VoucherApplicationDraft, {
    form: completeApplication(more),
  });
}

const submission = ({ _id, version, accountId }: VoucherApplication, registeredOn = '2015-03-18') => ({
  applicationId: _id,
  key: newId(),
  version,
  submittedBy: accountId,
  user: admittedUser(accountId, { registeredOn }),
});

const outcome = (applicationId: string, verdict: 'approve' | 'return' | 'reject' = 'approve') => ({
  applicationId,
  key: newId(),
  taskId: newId(),
  outcome: verdict,
  comments: [],
  decidedBy: newId(),
});

const commitment = ({ _id, institutionId }: VoucherApplication, amountFen: number, year = YEAR) => ({
  applicationId: _id,
  key: `commit/${_id}`,
  programmeId: 'shaanxi',
  institutionId,
  year,
  amountFen,
});

const grant = (amountFen: number, year = YEAR) =>
  stores.budget.grant({ programmeId: 'shaanxi', year }, { key: newId(), amountFen, grantedBy: newId() });

const issue = ({ _id }: VoucherApplication, amountFen: number) => ({
  applicationId: _id,
  key: newId(),
  commitKey: `commit/${_id}`,
  year: YEAR,
  amountFen,
  validityDays: 365,
});

describe('recording an application', () => {
  it('R18: when it asks for more than the cap of one application, then it is refused; the cap itself passes', async () => {
    const tooMuch = await filledIn({ requestedFen: 20_000_001 });
    await expect(activities.recordApplication(submission(tooMuch))).rejects.toThrow(refuses('CapExceeded'));
    const most = await filledIn({ requestedFen: 20_000_000 });
    expect(await activities.recordApplication(submission(most))).toMatchObject({ requestedFen: 20_000_000 });
  });

  it('R18: when the year has room for more, then the cap of one application refuses by itself', async () => {
    const { capPerYearFen } = programmeOf('shaanxi').voucher;
    const roomy = jest.replaceProperty(capPerYearFen, 'value', 40_000_000);
    try {
      const tooMuch = await filledIn({ requestedFen: 20_000_001 });
      await expect(activities.recordApplication(submission(tooMuch))).rejects.toThrow(refuses('CapExceeded'));
    } finally {
      roomy.restore();
    }
  });

  it('R19: when the unit is two years old, then two statements are needed; when it is younger, one is enough', async () => {
    const one = { financialStatementIds: [newId()] };
    const old = await filledIn(one);
    await expect(activities.recordApplication(submission(old))).rejects.toThrow(refuses('StatementsMissing'));
    const lastYear = new Date(Date.now() - 400 * 24 * 3_600_000).toISOString().slice(0, 10);
    await activities.recordApplication(submission(await filledIn(one), lastYear));
  });

  it.each([
    ['2024-11-22', 2],
    ['2024-11-23', 1],
  ])(
    'R19: when a unit registered on %s applies on 22 November 2026 in China, then it hands in %d',
    (day, years) => {
      expect(statementsNeeded(day, new Date('2026-11-21T16:30:00Z'))).toBe(years);
    },
  );

  it('R20: when an application is submitted, then the unit is what institution says, and the form has no field for it', async () => {
    const application = await filledIn();
    await activities.recordApplication(submission(application));
    const { unit, application: recorded } = await stores.applications.get(application._id);
    expect(unit).toEqual(admittedUser(application.accountId));
    expect(recorded.status).toBe('underReview');
    const changed = { form: completeApplication({ name: '别的公司' }) };
    const other = await filledIn();
    await expect(
      saveDraft(stores.applications, other._id, APPLICATION, VoucherApplicationDraft, changed),
    ).rejects.toThrow(refuses('InputInvalid'));
  });

  it("R20: when the unit is another account's, then it is refused", async () => {
    const application = await filledIn();
    const user = admittedUser(newId());
    await expect(activities.recordApplication({ ...submission(application), user })).rejects.toThrow(
      refuses('UserNotAdmitted'),
    );
  });

  it('when a step is retried, then nothing is doubled', async () => {
    const application = await filledIn();
    const input = submission(application);
    const first = await activities.recordApplication(input);
    expect(await activities.recordApplication(input)).toEqual(first);
    const decision = outcome(application._id, 'return');
    await activities.recordApplicationOutcome(decision);
    await activities.recordApplicationOutcome(decision);
    const { outbox } = await stores.applications.get(application._id);
    expect(outbox.map(({ type }) => type)).toEqual([
      'kequan.voucher.application-submitted.v1',
      'kequan.voucher.application-decided.v1',
    ]);
  });
});

describe('committing the budget', () => {
  it('R18: when two applications of a unit are approved at once, then together they stay within the year', async () => {
    await grant(100_000_000);
    const unit = newId();
    const both = await Promise.all([filledIn({}, unit), filledIn({}, unit)]);
    const answers = await Promise.allSettled(
      both.map((application) => activities.commitBudget(commitment(application, 15_000_000))),
    );
    expect(answers.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
    expect(answers.find(({ status }) => status === 'rejected')).toMatchObject({
      reason: refuses('CapExceeded'),
    });
    await expect(activities.recordApplication(submission(await filledIn({}, unit)))).rejects.toThrow(
      refuses('CapExceeded'),
    );
  });

  it('when the budget has less, then it is refused, counts for nothing, and the next try passes once money is granted', async () => {
    const application = await filledIn();
    const input = commitment(application, 20_000_000, 2030);
    await expect(activities.commitBudget(input)).rejects.toThrow(refuses('BudgetExhausted'));
    await grant(20_000_000, 2030);
    const anew = { ...input, key: newId() };
    await activities.commitBudget(anew);
    await activities.commitBudget(anew);
    expect((await stores.budgets.get('shaanxi/2030')).balances).toMatchObject({ committed: 20_000_000 });
  });

  it('when a commitment is undone, then budget and year have it again, and undoing nothing is fine', async () => {
    await grant(20_000_000, 2031);
    const application = await filledIn();
    const input = commitment(application, 20_000_000, 2031);
    const { amountFen, ...undo } = { ...input, key: newId(), commitKey: input.key };
    await activities.releaseBudget({ ...undo, commitKey: newId() });
    await activities.commitBudget(input);
    await activities.releaseBudget(undo);
    await activities.releaseBudget(undo);
    expect((await stores.budgets.get('shaanxi/2031')).balances).toEqual({
      available: amountFen,
      committed: 0,
      captured: 0,
    });
    await activities.commitBudget({ ...input, key: newId() });
  });

  it('M7: when an attempt comes after its commitment was undone, then it takes nothing', async () => {
    await grant(20_000_000, 2032);
    const input = commitment(await filledIn(), 20_000_000, 2032);
    const { amountFen, ...undo } = { ...input, key: newId(), commitKey: input.key };
    await activities.releaseBudget(undo);
    await expect(activities.commitBudget(input)).rejects.toThrow(refuses('BudgetExhausted'));
    expect((await stores.budgets.get('shaanxi/2032')).balances.available).toBe(amountFen);
    expect(await yearGrants.grantedFen(input)).toBe(0);
  });

  it.each([
    ['by a fault', new Error('socket closed')],
    ['by a refusal', failure('BudgetExhausted')],
  ])(
    'M22: when an attempt fails %s after a later one has taken the money, then the grant of the year stands',
    async (_, error) => {
      const input = commitment(await filledIn(), 20_000_000, 2033);
      await grant(20_000_000, 2033);
      const move = jest.spyOn(stores.budget, 'move').mockImplementationOnce(async () => {
        // The first attempt has outlived its time: the next one comes meanwhile, and succeeds.
        await activities.commitBudget(input);
        throw error;
      });
      const first = await Promise.allSettled([activities.commitBudget(input)]);
      expect(move).toHaveBeenCalledTimes(2);
      move.mockRestore();
      // It is told as it is: a fault as a fault; a refusal that is none any more as done.
      expect(first[0].status).toBe(error instanceof Failure ? 'fulfilled' : 'rejected');
      expect(await yearGrants.grantedFen(input)).toBe(20_000_000);
    },
  );
});

describe('a voucher', () => {
  async function approved(amountFen = 10_000_000): Promise<VoucherApplication> {
    await grant(amountFen);
    const application = await filledIn();
    await activities.recordApplication(submission(application));
    await activities.commitBudget(commitment(application, amountFen));
    await activities.recordApplicationOutcome({ ...outcome(application._id), approvedFen: amountFen });
    return application;
  }

  it('R17: when there is no approved application, then no voucher is issued', async () => {
    const application = await filledIn();
    await expect(activities.issueVoucher(issue(application, 100))).rejects.toThrow(refuses('NotUnderReview'));
    await expect(
      activities.issueVoucher({ ...issue(application, 100), applicationId: newId() }),
    ).rejects.toThrow(refuses('NotFound'));
  });

  it('R17: when it is issued again, then it is the same one', async () => {
    const application = await approved();
    const first = await activities.issueVoucher(issue(application, 10_000_000));
    expect(await activities.issueVoucher(issue(application, 10_000_000))).toEqual(first);
    const { number, expiresAt } = await stores.vouchers.get(application._id);
    expect(number).toMatch(/^SHAANXI-2026-\d{8}$/);
    expect(expiresAt.toISOString()).toMatch(/T16:00:00\.000Z$/);
  });

  it('when the year ends between two tries of a step, then the number is the one that was taken first', async () => {
    const voucherId = newId();
    const number = await numbers.take('shaanxi', YEAR, voucherId);
    expect(await numbers.take('shaanxi', YEAR + 1, voucherId)).toBe(number);
    expect(await numbers.take('shaanxi', YEAR + 1, newId())).toBe('SHAANXI-2027-00000001');
  });

  it('M7: when an attempt of a hold comes after it was let go, then it holds nothing', async () => {
    const application = await approved();
    const voucherId = application._id;
    await activities.issueVoucher(issue(application, 10_000_000));
    const hold = { voucherId, institutionId: application.institutionId, orderId: newId(), amountFen: 100 };
    const holdKey = newId();
    await activities.releaseHold({ voucherId, orderId: hold.orderId, key: newId(), holdKey });
    await activities.holdVoucher({ ...hold, key: holdKey });
    expect((await stores.vouchers.get(voucherId)).balances).toMatchObject({ available: 10_000_000, held: 0 });
    await activities.holdVoucher({ ...hold, key: newId() });
    expect((await stores.vouchers.get(voucherId)).balances).toMatchObject({ held: 100 });
  });

  it('when it is held, captured in part and given back, then every fen is where it belongs', async () => {
    const application = await approved();
    const voucherId = application._id;
    const { institutionId } = application;
    await activities.issueVoucher(issue(application, 10_000_000));
    const [orderId, other] = [newId(), newId()];
    const wish = { voucherId, institutionId, amountFen: 3_000_000 };
    await activities.holdVoucher({ ...wish, key: newId(), orderId });
    const holdKey = newId();
    await activities.holdVoucher({ ...wish, key: holdKey, orderId: other });
    await activities.releaseHold({ voucherId, key: newId(), orderId: other, holdKey });
    await activities.releaseHold({ voucherId, key: newId(), orderId: other, holdKey });
    // An attempt of the hold that comes after it was let go (M7).
    await activities.holdVoucher({ ...wish, key: holdKey, orderId: other });
    await activities.captureHold({ voucherId, key: newId(), orderId, amountFen: 2_500_000 });
    await activities.remindHolder({ voucherId, key: newId() });
    await activities.returnVoucher({ voucherId, key: newId(), returnedBy: application.accountId });
    const { balances, outbox } = await stores.vouchers.get(voucherId);
    expect(balances).toEqual({ available: 0, held: 0, captured: 2_500_000, expired: 0, returned: 7_500_000 });
    expect(outbox.map(({ type }) => type.split('.')[2])).toEqual([
      'voucher-issued',
      'voucher-held',
      'voucher-held',
      'voucher-released',
      'voucher-captured',
      'voucher-released',
      'voucher-expiring',
      'voucher-returned',
    ]);
    await expect(activities.holdVoucher({ ...wish, key: newId(), orderId: newId() })).rejects.toThrow(
      refuses('VoucherUnusable'),
    );
  });

  it("when another's order, a dead one or too large a one asks, then it is refused", async () => {
    const application = await approved();
    const voucherId = application._id;
    const { institutionId } = application;
    await activities.issueVoucher(issue(application, 10_000_000));
    const wish = { voucherId, institutionId, amountFen: 3_000_000, key: newId(), orderId: newId() };
    await expect(activities.holdVoucher({ ...wish, institutionId: newId() })).rejects.toThrow(
      refuses('VoucherUnusable'),
    );
    await expect(activities.holdVoucher({ ...wish, amountFen: 10_000_001 })).rejects.toThrow(
      refuses('VoucherTooSmall'),
    );
    const { orderId } = wish;
    await expect(activities.captureHold({ voucherId, key: newId(), orderId, amountFen: 1 })).rejects.toThrow(
      refuses('HoldMissing'),
    );
    await activities.holdVoucher(wish);
    await expect(activities.holdVoucher({ ...wish, key: newId() })).rejects.toThrow(refuses('Conflict'));
    await expect(
      activities.captureHold({ voucherId, key: newId(), orderId, amountFen: 3_000_001 }),
    ).rejects.toThrow(refuses('Conflict'));
  });

  it('when the last fen is captured, then its process is told', async () => {
    const application = await approved(500);
    const voucherId = application._id;
    await activities.issueVoucher(issue(application, 500));
    const order = { voucherId, orderId: newId(), amountFen: 500 };
    await activities.holdVoucher({ ...order, key: newId(), institutionId: application.institutionId });
    await activities.captureHold({ ...order, key: newId() });
    expect(spent).toEqual([voucherId]);
  });

  it('when all of this is done, then the audit finds only the commitments that no approval followed', async () => {
    const { differences } = await audit(stores.store.connection);
    expect(differences.every(({ what }) => what.endsWith('committed, and no voucher'))).toBe(true);
    expect(differences).toHaveLength(5);
  });
});

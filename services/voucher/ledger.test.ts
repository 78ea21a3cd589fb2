import fc from 'fast-check';
import { issuedFen, newId, replay, emptyVoucher } from '@kequan/contracts';
import { audit } from './audit';
import type { Voucher } from './model';
import { issuedVoucher, grantedBudget, voucherTestStore, type VoucherTestStore } from './testing/stores';
import { capture, expire, giveBack, hold, release, reopen, type VoucherMove } from './voucher-moves';
import { moveVoucher } from './voucher-ledger';

let stores: VoucherTestStore;
beforeAll(async () => {
  stores = await voucherTestStore();
});
afterAll(() => stores.store.close());

type Step =
  | { kind: 'hold' | 'capture'; order: number; amountFen: number }
  | { kind: 'release' | 'reopen'; order: number }
  | { kind: 'expire' | 'giveBack' };

const order = fc.integer({ min: 0, max: 3 });
const amountFen = fc.integer({ min: 1, max: 400 });
const step: fc.Arbitrary<Step> = fc.oneof(
  { weight: 6, arbitrary: fc.record({ kind: fc.constantFrom('hold', 'capture'), order, amountFen }) },
  { weight: 3, arbitrary: fc.record({ kind: fc.constantFrom('release', 'reopen'), order }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constantFrom('expire', 'giveBack') }) },
);
/** Steps that are under way at the same time, each tried once or more often. */
const rounds = fc.array(
  fc.array(fc.record({ step, tries: fc.integer({ min: 1, max: 3 }) }), { minLength: 1, maxLength: 5 }),
  { minLength: 1, maxLength: 6 },
);

const orderIds = Array.from({ length: 4 }, () => newId());

function planOf(one: Step, key: string, { institutionId }: Voucher): (voucher: Voucher) => VoucherMove {
  const at = new Date();
  const orderId = 'order' in one ? (orderIds[one.order] ?? '') : '';
  switch (one.kind) {
    case 'hold':
      return (found) =>
        hold(found, { voucherId: found._id, key, orderId, institutionId, amountFen: one.amountFen }, at);
    case 'capture':
      return (found) => capture(found, { key, orderId, amountFen: one.amountFen }, at);
    case 'release':
      return (found) => release(found, { key, orderId }, at);
    case 'reopen':
      return (found) => reopen(found, { key, orderId }, at);
    case 'expire':
      return (found) => expire(found, { key }, at);
    case 'giveBack':
      return (found) => giveBack(found, { key, returnedBy: newId() }, at);
  }
}

/** Only a broken rule may stop a step. */
async function tried(work: Promise<unknown>): Promise<void> {
  await work.catch((error: unknown) => {
    expect(error).toMatchObject({ name: 'Failure' });
  });
}

describe('the ledger', () => {
  it('when steps come in any order, at once and again, then issued is the sum and nothing goes below zero', async () => {
    await fc.assert(
      fc.asyncProperty(rounds, async (all) => {
        const issued = await issuedVoucher(stores, 1_000);
        for (const [index, round] of all.entries()) {
          await Promise.all(
            round.flatMap(({ step: one, tries }, place) => {
              const key = `${issued._id}/${index}/${place}`;
              const plan = planOf(one, key, issued);
              return Array.from({ length: tries }, () => tried(moveVoucher(stores, issued._id, key, plan)));
            }),
          );
          const { balances, postings } = await stores.vouchers.get(issued._id);
          expect(Object.values(balances).reduce((sum, fen) => sum + fen, 0)).toBe(1_000);
          expect(issuedFen(postings)).toBe(1_000);
          expect(replay(emptyVoucher(), postings)).toEqual(balances);
          expect(new Set(postings.map(({ key }) => key)).size).toBe(postings.length);
          const { budget } = await stores.budget.all(issued.budgetId);
          expect(budget.balances).toEqual({
            available: balances.expired + balances.returned,
            committed: balances.available + balances.held,
            captured: balances.captured,
          });
        }
      }),
      { numRuns: 25 },
    );
    expect((await audit(stores.store.connection)).differences).toEqual([]);
  });

  it('when 200 orders come at once to a voucher with money for 7, then exactly 7 hold', async () => {
    const { _id, institutionId } = await issuedVoucher(stores, 799);
    const answers = await Promise.all(
      Array.from({ length: 200 }, async () => {
        const key = newId();
        const wish = { voucherId: _id, key, orderId: newId(), institutionId, amountFen: 100 };
        return moveVoucher(stores, _id, key, (voucher) => hold(voucher, wish, new Date())).then(
          () => 'held',
          (error: unknown) => (error as { code: string }).code,
        );
      }),
    );
    expect(answers.filter((answer) => answer === 'held')).toHaveLength(7);
    expect(answers.filter((answer) => answer === 'VoucherTooSmall')).toHaveLength(193);
    expect((await stores.vouchers.get(_id)).balances).toMatchObject({ available: 99, held: 700 });
  });

  it('when 50 commitments come at once, each twice, to a budget for 30, then 30 stand and none twice', async () => {
    const budgetId = await grantedBudget(stores, 3_050);
    const answers = await Promise.all(
      Array.from({ length: 100 }, async (_, index) => {
        const posting = {
          key: `commit/${Math.floor(index / 2)}`,
          from: 'available' as const,
          to: 'committed' as const,
          amountFen: 100,
          at: new Date().toISOString(),
          reference: newId(),
        };
        return stores.budget.move(budgetId, posting).then(
          () => 'stands',
          (error: unknown) => (error as { code: string }).code,
        );
      }),
    );
    expect(new Set(answers)).toEqual(new Set(['stands', 'BudgetExhausted']));
    const { budget, postings } = await stores.budget.all(budgetId);
    expect(budget.balances).toEqual({ available: 50, committed: 3_000, captured: 0 });
    expect(postings).toHaveLength(31);
  });

  it('when the journal was folded away, then a late retry of its keys still moves nothing', async () => {
    const budgetId = await grantedBudget(stores, 1_000);
    const posting = (index: number) => ({
      key: `late/${index}`,
      from: 'available' as const,
      to: 'committed' as const,
      amountFen: 5,
      at: new Date().toISOString(),
      reference: newId(),
    });
    for (let index = 0; index < 130; index += 1) await stores.budget.move(budgetId, posting(index));
    await Promise.all([stores.budget.fold(budgetId), stores.budget.fold(budgetId)]);
    const before = await stores.budget.all(budgetId);
    expect(before.budget.journal).toEqual([]);
    expect(before.postings).toHaveLength(131);
    await stores.budget.move(budgetId, posting(0));
    expect((await stores.budget.all(budgetId)).budget.balances).toEqual(before.budget.balances);
    expect(await stores.budget.close(budgetId, 'late/3')).toMatchObject({ amountFen: 5 });
  });

  it('foldedCount: when a key is booked, forgotten and folded away between the look and the write of its retry, then it moves once', async () => {
    const budgetId = await grantedBudget(stores, 1_000);
    const posting = (key: string) => ({
      key,
      from: 'available' as const,
      to: 'committed' as const,
      amountFen: 5,
      at: new Date().toISOString(),
      reference: newId(),
    });
    // The document forgets a key after a hundred others.
    async function meanwhile(): Promise<null> {
      await stores.budget.move(budgetId, posting('once'));
      for (let index = 0; index < 100; index += 1)
        await stores.budget.move(budgetId, posting(`other/${index}`));
      await stores.budget.fold(budgetId);
      expect((await stores.budgets.get(budgetId)).applied).not.toContain('once');
      return null;
    }
    const look = jest.spyOn(stores.store.connection.model('postings'), 'findOne');
    look.mockImplementationOnce(() => ({ lean: meanwhile }) as never);
    await stores.budget.move(budgetId, posting('once'));
    look.mockRestore();
    const { budget, postings } = await stores.budget.all(budgetId);
    expect(postings.filter(({ key }) => key === 'once')).toHaveLength(1);
    expect(budget.balances).toEqual({ available: 495, committed: 505, captured: 0 });
  });

  it('when a payout comes to nothing, then what was captured for it is held again, and can be captured or let go', async () => {
    const { _id, institutionId, budgetId } = await issuedVoucher(stores, 1_000);
    const orderId = newId();
    const at = new Date();
    const move = (key: string, plan: (voucher: Voucher) => VoucherMove) =>
      moveVoucher(stores, _id, key, plan);
    await move('h', (found) =>
      hold(found, { voucherId: _id, key: 'h', orderId, institutionId, amountFen: 300 }, at),
    );
    await move('c1', (found) => capture(found, { key: 'c1', orderId, amountFen: 200 }, at));
    for (const key of ['o1', 'o1']) await move(key, (found) => reopen(found, { key, orderId }, at));
    expect((await stores.vouchers.get(_id)).balances).toMatchObject({
      available: 800,
      held: 200,
      captured: 0,
    });
    expect((await stores.budget.all(budgetId)).budget.balances).toMatchObject({
      committed: 1_000,
      captured: 0,
    });
    await expect(
      move('c2', (found) => capture(found, { key: 'c2', orderId, amountFen: 201 }, at)),
    ).rejects.toMatchObject({ code: 'Conflict' });
    await move('c3', (found) => capture(found, { key: 'c3', orderId, amountFen: 150 }, at));
    expect((await stores.vouchers.get(_id)).balances).toMatchObject({
      available: 850,
      held: 0,
      captured: 150,
    });
    expect((await stores.budget.all(budgetId)).budget.balances).toMatchObject({
      committed: 850,
      captured: 150,
    });
  });

  it('when a hold outlives its voucher, then what is let go expires and flows back to the budget', async () => {
    const { _id, institutionId, budgetId } = await issuedVoucher(stores, 1_000);
    const orderId = newId();
    const at = new Date();
    await moveVoucher(stores, _id, 'h', (voucher) =>
      hold(voucher, { voucherId: _id, key: 'h', orderId, institutionId, amountFen: 300 }, at),
    );
    await moveVoucher(stores, _id, 'e', (voucher) => expire(voucher, { key: 'e' }, at));
    expect((await stores.vouchers.get(_id)).balances).toMatchObject({ held: 300, expired: 700 });
    await moveVoucher(stores, _id, 'c', (voucher) =>
      capture(voucher, { key: 'c', orderId, amountFen: 100 }, at),
    );
    expect((await stores.vouchers.get(_id)).balances).toMatchObject({ held: 0, captured: 100, expired: 900 });
    const { budget } = await stores.budget.all(budgetId);
    expect(budget.balances).toEqual({ available: 900, committed: 0, captured: 100 });
  });
});

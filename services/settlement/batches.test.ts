import { newId } from '@kequan/contracts';
import { takeTurn } from './collecting-turn';
import type { Batch, Payout } from './model';
import { due, noticedBatch, order, settlementTestStore, type SettlementTestStore } from './testing/stores';

let stores: SettlementTestStore;
beforeEach(async () => {
  stores = await settlementTestStore();
});
afterEach(() => stores.store.close());

const collect = (period: string, key = `${period}/collect`) =>
  stores.activities.collectDue({
    batchId: `shaanxi.${period}`,
    key,
    programmeId: 'shaanxi',
    period,
    workflowId: `payout/shaanxi/${period}`,
  });
const statuses = async (): Promise<string[]> =>
  (await stores.payouts.model.find().sort({ _id: 1 }).lean<Payout[]>()).map(({ status }) => status);

describe('an order', () => {
  test('when it comes twice, then the payout is there once, and told of once', async () => {
    const one = order();
    await stores.activities.orderPayout(one);
    await stores.activities.orderPayout(one);
    const { status, outbox } = await stores.payouts.get(one.payoutId);
    expect(status).toBe('due');
    expect(outbox.map(({ type }) => type)).toEqual(['kequan.settlement.payout-ordered.v1']);
  });

  test('when the same id comes with another amount or payee, then it is refused and nothing changes', async () => {
    const one = order();
    await stores.activities.orderPayout(one);
    for (const changes of [{ amountFen: one.amountFen + 1 }, { institutionId: newId() }])
      await expect(stores.activities.orderPayout({ ...one, ...changes })).rejects.toMatchObject({
        code: 'Conflict',
      });
    expect(await stores.payouts.get(one.payoutId)).toMatchObject({ amountFen: one.amountFen, version: 1 });
  });
});

describe('collecting', () => {
  test('when two batches collect at once, then each payout is in one of them', async () => {
    const all = await due(stores, 12);
    await Promise.all([collect('a2026'), collect('b2026')]);
    const batches = await stores.batches.model.find().lean<Batch[]>();
    const lines = batches.flatMap((batch) => batch.lines.map(({ payoutId }) => payoutId));
    expect(lines.sort()).toEqual(all.map(({ _id }) => _id));
    for (const { lines: own, amountFen } of batches) expect(amountFen).toBe(own.length * 2_800_000);
  });

  test('M29 when twenty begin at once, then one batch has all that is due, and the others leave nothing behind', async () => {
    const all = await due(stores, 6);
    const counts = await Promise.all(Array.from({ length: 20 }, (_, number) => collect(`burst-${number}`)));
    expect(counts.map(({ lineCount }) => lineCount).sort()).toEqual([
      ...Array<number>(19).fill(0),
      all.length,
    ]);
    const batches = await stores.batches.model.find().lean<Batch[]>();
    expect(batches.map(({ lines }) => lines.length)).toEqual([all.length]);
    await due(stores, 1);
    expect(await collect('next')).toEqual({ lineCount: 1 });
  });

  test('M29 when others have taken every line that a batch wants, then it leaves no document', async () => {
    const [only] = await due(stores, 1);
    jest.spyOn(stores.payouts, 'get').mockImplementationOnce(async (id) => {
      const taken = { status: 'batched' as const, batchId: 'other' };
      await stores.payouts.command(id, { key: 'other', change: { $set: taken } });
      return only as Payout;
    });
    expect(await collect('2026-12-05')).toEqual({ lineCount: 0 });
    expect(await stores.batches.model.countDocuments()).toBe(0);
  });

  test('M29 when a batch was killed while it had the turn, then another has it after its time', async () => {
    await due(stores, 1);
    await takeTurn(stores.collectingTurns, 'shaanxi', 'shaanxi.killed');
    expect(await collect('2026-12-05')).toEqual({ lineCount: 0 });
    await stores.collectingTurns.updateOne({ _id: 'shaanxi' }, { $set: { endsAt: new Date(0) } });
    expect(await collect('2026-12-05')).toEqual({ lineCount: 1 });
  });

  test('when another programme has something due, then it is not collected', async () => {
    await due(stores, 1, { programmeId: 'jiangsu' });
    expect(await collect('2026-12-05')).toEqual({ lineCount: 0 });
    expect(await stores.batches.model.countDocuments()).toBe(0);
  });

  test('when the step is done again, then it answers the same, and what came meanwhile waits', async () => {
    await due(stores, 2);
    expect(await collect('2026-12-05')).toEqual({ lineCount: 2 });
    await due(stores, 1);
    expect(await collect('2026-12-05')).toEqual({ lineCount: 2 });
    expect(await statuses()).toEqual(['batched', 'batched', 'due']);
  });

  test('when it was killed halfway, then the retry takes the rest and no line is lost', async () => {
    const [first] = await due(stores, 3);
    const original = { ...stores.payouts };
    let calls = 0;
    jest.spyOn(stores.payouts, 'command').mockImplementation((...args) => {
      calls += 1;
      return calls === 2 ? Promise.reject(new Error('killed')) : original.command(...args);
    });
    await expect(collect('2026-12-05')).rejects.toThrow('killed');
    expect(await stores.payouts.get(first?._id ?? '')).toMatchObject({ status: 'batched' });
    expect(await collect('2026-12-05')).toEqual({ lineCount: 3 });
    expect(await statuses()).toEqual(['batched', 'batched', 'batched']);
  });

  test('when another run begins the same period, then it is refused', async () => {
    await due(stores, 1);
    await collect('2026-12-05', 'run-1');
    await expect(collect('2026-12-05', 'run-2')).rejects.toMatchObject({ code: 'Conflict' });
  });

  test('when a batch is dissolved before its release, then its lines are due, and another run cannot dissolve it', async () => {
    await due(stores, 2);
    const batchId = await noticedBatch(stores);
    await stores.activities.dissolveBatch({ batchId, collectKey: 'another run' });
    expect(await statuses()).toEqual(['noticed', 'noticed']);
    await stores.activities.dissolveBatch({ batchId, collectKey: `${batchId}/collect` });
    expect(await statuses()).toEqual(['due', 'due']);
    expect((await stores.payouts.model.find().lean<Payout[]>()).some(({ batchId: of }) => of)).toBe(false);
  });
});

describe('the release by two persons (F32)', () => {
  const release = (batchId: string, releasedBy: string, key = newId()) =>
    stores.activities.recordRelease({ batchId, key, releasedBy });

  test('when the same person releases twice, then it is refused and the batch waits', async () => {
    await due(stores, 1);
    const batchId = await noticedBatch(stores, Date.now());
    const person = newId();
    expect(await release(batchId, person)).toEqual({ releases: 1 });
    await expect(release(batchId, person)).rejects.toMatchObject({ code: 'AnotherPersonRequired' });
    expect((await stores.batches.get(batchId)).status).toBe('noticed');
    expect(await release(batchId, newId())).toEqual({ releases: 2 });
    expect((await stores.batches.get(batchId)).status).toBe('released');
  });

  test('M18: when who approved a payment releases its batch, then he is refused at either place, and two others let it go', async () => {
    const approvers = [newId(), newId()];
    for (const approvedBy of approvers) await due(stores, 1, { approvedBy });
    const batchId = await noticedBatch(stores, Date.now());
    const refused = async (): Promise<void> => {
      for (const approver of approvers)
        await expect(release(batchId, approver)).rejects.toMatchObject({ code: 'AnotherPersonRequired' });
    };
    await refused();
    expect(await release(batchId, newId())).toEqual({ releases: 1 });
    await refused();
    expect((await stores.batches.get(batchId)).releases).toHaveLength(1);
    expect(await release(batchId, newId())).toEqual({ releases: 2 });
  });

  test('M18: when a payment that he approved is in another batch, then he may release this one', async () => {
    const approvedBy = newId();
    await due(stores, 1, { approvedBy });
    await noticedBatch(stores, Date.now());
    await due(stores, 1);
    expect(await release(await noticedBatch(stores, Date.now()), approvedBy)).toEqual({ releases: 1 });
  });

  test('when one person clicks twice at once, then he counts once', async () => {
    await due(stores, 1);
    const batchId = await noticedBatch(stores, Date.now());
    const person = newId();
    await Promise.allSettled([1, 2, 3, 4].map(() => release(batchId, person)));
    const { releases, status } = await stores.batches.get(batchId);
    expect([releases.length, status]).toEqual([1, 'noticed']);
  });

  test('when two persons release at the same moment, then nobody is refused: who is overtaken looks again', async () => {
    await due(stores, 1);
    const batchId = await noticedBatch(stores, Date.now());
    const persons = [newId(), newId()];
    const ends = await Promise.allSettled(persons.map((person) => release(batchId, person, person)));
    for (const [index, end] of ends.entries()) {
      if (end.status === 'fulfilled') continue;
      // As the worker does with what may pass.
      expect(end.reason).toMatchObject({ code: 'Overtaken' });
      await release(batchId, persons[index] ?? '', persons[index]);
    }
    expect((await stores.batches.get(batchId)).status).toBe('released');
  });

  test('when the same call comes again, then it answers the same', async () => {
    await due(stores, 1);
    const batchId = await noticedBatch(stores, Date.now());
    const person = newId();
    await release(batchId, person, 'k');
    expect(await release(batchId, person, 'k')).toEqual({ releases: 1 });
  });

  test('when the notice stands, or the batch was released, then nobody releases (F24)', async () => {
    await due(stores, 1);
    const batchId = await noticedBatch(stores, Date.now() + 60_000);
    await expect(release(batchId, newId())).rejects.toMatchObject({ code: 'BatchStepNotOpen' });
    await due(stores, 1);
    const other = await noticedBatch(stores, Date.now());
    for (const person of [newId(), newId()]) await release(other, person);
    await expect(release(other, newId())).rejects.toMatchObject({ code: 'BatchStepNotOpen' });
  });
});

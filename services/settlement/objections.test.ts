import { newId, type Failure } from '@kequan/contracts';
import type { Payout } from './model';
import { due, noticedBatch, settlementTestStore, type SettlementTestStore } from './testing/stores';

let stores: SettlementTestStore;
let held: Payout;
let other: Payout;
let batchId: string;
const objectionId = newId();
const objectedBy = newId();

beforeEach(async () => {
  stores = await settlementTestStore();
  const [first, second] = await due(stores, 2);
  if (!first || !second) throw new Error('two payouts are due');
  [held, other] = [first, second];
  batchId = await noticedBatch(stores, Date.now() + 3_600_000);
});
afterEach(() => stores.store.close());

const object = (changes: object = {}) =>
  stores.activities.recordObjection({
    ...{ objectionId, batchId, payoutId: held._id, key: newId(), reason: '服务没有完成', objectedBy },
    ...changes,
  });
const rule = (outcome: 'approve' | 'reject' | 'return', decidedBy = newId()) =>
  stores.activities.decideObjection({
    ...{ objectionId, payoutId: held._id, key: newId(), taskId: newId(), comments: [] },
    ...{ outcome, decidedBy },
  });
const status = async (payout: Payout): Promise<string> => (await stores.payouts.get(payout._id)).status;
const code = (work: Promise<unknown>): Promise<unknown> =>
  work.then(
    () => 'done',
    (error: unknown) => (error as Failure).code,
  );
/** The notice is over: two persons release, and what is not held goes on. */
async function releaseAll(persons = [newId(), newId()]): Promise<void> {
  await stores.batches.model.updateOne({ _id: batchId }, { $set: { noticeUntil: new Date() } });
  for (const person of persons)
    await stores.activities.recordRelease({ batchId, key: newId(), releasedBy: person });
  await stores.activities.releaseLines({ batchId });
}

describe('an objection (F24)', () => {
  test('when it is raised, then its line is held and the others go on', async () => {
    await object();
    expect([await status(held), await status(other)]).toEqual(['held', 'noticed']);
    await releaseAll();
    expect([await status(held), await status(other)]).toEqual(['held', 'released']);
  });

  test('when it is upheld, then the payout has ended, and its redemption is told once', async () => {
    await object();
    await rule('approve');
    expect(await stores.payouts.get(held._id)).toMatchObject({
      status: 'objected',
      failure: 'objectionUpheld',
    });
    await stores.activities.tellEnd({ payoutId: held._id });
    await stores.activities.tellEnd({ payoutId: held._id });
    expect(stores.told).toEqual([
      {
        workflowId: held.workflowId,
        name: 'payoutEnded',
        input: { payoutId: held._id, outcome: 'objected', reason: 'objectionUpheld' },
      },
    ]);
  });

  test('when it is dismissed before the release, then the line goes on in this batch', async () => {
    await object();
    await rule('reject');
    expect(await status(held)).toBe('noticed');
    await releaseAll();
    expect(await status(held)).toBe('released');
  });

  test('when it is dismissed after the release, then the line is due for the next batch', async () => {
    await object();
    await releaseAll();
    await rule('reject');
    expect(await status(held)).toBe('due');
    const next = await noticedBatch(stores);
    expect((await stores.batches.get(next)).lines.map(({ payoutId }) => payoutId)).toEqual([held._id]);
  });

  test('when ruling and release race, then the line is released or due, and never lost between', async () => {
    await object();
    await Promise.all([releaseAll(), rule('reject')]);
    await stores.activities.settleBatch({ batchId });
    expect(['due', 'released']).toContain(await status(held));
    expect(await status(held)).toBe('due');
  });

  test('when who objected rules himself, then it is refused (F32)', async () => {
    await object();
    expect(await code(rule('approve', objectedBy))).toBe('AnotherPersonRequired');
    expect(await status(held)).toBe('held');
  });

  test('M18: when who approved the payment rules, then it is refused, and another may', async () => {
    await object();
    for (const outcome of ['approve', 'reject'] as const)
      expect(await code(rule(outcome, held.approvedBy))).toBe('AnotherPersonRequired');
    expect(await status(held)).toBe('held');
    expect(await code(rule('approve', other.approvedBy))).toBe('done');
  });

  test('M18: when who released its batch rules, then it is refused, and another may', async () => {
    await object();
    const releasing = [newId(), newId()];
    await releaseAll(releasing);
    for (const person of releasing) expect(await code(rule('reject', person))).toBe('AnotherPersonRequired');
    expect(await status(held)).toBe('held');
    expect(await code(rule('reject'))).toBe('done');
  });

  test('when the notice is over, then it is refused', async () => {
    await stores.batches.model.updateOne({ _id: batchId }, { $set: { noticeUntil: new Date() } });
    expect(await code(object())).toBe('BatchStepNotOpen');
  });

  test('when the line is held already, then a second one is refused', async () => {
    await object();
    expect(await code(object({ objectionId: newId() }))).toBe('BatchStepNotOpen');
  });

  test('when the payout is in another batch, then it is not found', async () => {
    const [later] = await due(stores, 1);
    expect(await code(object({ payoutId: later?._id }))).toBe('NotFound');
  });

  test('when it is sent back instead of ruled on, or ruled on twice, then it is refused', async () => {
    await object();
    expect(await code(rule('return'))).toBe('InputInvalid');
    await rule('reject');
    expect(await code(rule('approve'))).toBe('NotUnderReview');
  });

  test('when another objects after a dismissal, then the line is held again', async () => {
    await object();
    await rule('reject');
    await object({ objectionId: newId(), objectedBy: newId() });
    expect(await status(held)).toBe('held');
    expect((await stores.payouts.get(held._id)).objections.map((one) => one.status)).toEqual([
      'dismissed',
      'open',
    ]);
  });

  test('when events tell of it, then who objected stands in them as an account, and the reason does not', async () => {
    await object();
    const { outbox } = await stores.payouts.get(held._id);
    expect(JSON.stringify(outbox)).not.toContain('服务没有完成');
  });
});

import { failure, newId } from '@kequan/contracts';
import { testStore, type TestStore } from '../testing/store';
import { numbered, numberOf, type Purse, purseSchema } from '../testing/purse';
import { aggregateStore, type AggregateStore } from './aggregate';

let store: TestStore;
let purses: AggregateStore<Purse>;
beforeAll(async () => {
  store = await testStore();
  purses = aggregateStore(store.connection, 'purses', purseSchema, 'institution', store.relay);
});
afterAll(() => store.close());

async function purse(balance: number): Promise<string> {
  const id = newId();
  await purses.insert(id, { balance }, { key: 'made' });
  return id;
}
const take = (id: string, key: string, amount = 1) =>
  purses.command(id, {
    key,
    expect: { balance: { $gte: amount } },
    change: { $inc: { balance: -amount } },
    events: [numbered(amount)],
  });

describe('a command', () => {
  it('when 50 race for a balance of 10, then exactly 10 succeed, each with its event', async () => {
    const id = await purse(10);
    const ends = await Promise.allSettled(Array.from({ length: 50 }, (_, n) => take(id, `k${n}`)));
    const refused = ends.filter((end) => end.status === 'rejected');
    expect(refused).toHaveLength(40);
    for (const { reason } of refused) expect(reason).toMatchObject({ code: 'Conflict' });
    const doc = await purses.get(id);
    expect(doc).toMatchObject({ balance: 0, version: 11 });
    expect(doc.outbox).toHaveLength(10);
    expect(new Set(doc.outbox.map((event) => event.id)).size).toBe(10);
  });

  it('when it is repeated with its key, then nothing changes and it says so', async () => {
    const id = await purse(10);
    expect(await take(id, 'k')).toMatchObject({ applied: true, doc: { balance: 9, version: 2 } });
    const again = await take(id, 'k', 5);
    expect(again).toMatchObject({ applied: false, doc: { balance: 9, version: 2 } });
    expect(again.doc.outbox).toHaveLength(1);
  });

  it('when the same one is sent 20 times at once, then it is done once', async () => {
    const id = await purse(10);
    const answers = await Promise.all(Array.from({ length: 20 }, () => take(id, 'k')));
    expect(answers.filter(({ applied }) => applied)).toHaveLength(1);
    expect(await purses.get(id)).toMatchObject({ balance: 9, version: 2 });
  });

  it('when it is repeated after what it expected is over, then it is still known', async () => {
    const id = await purse(1);
    await take(id, 'k');
    expect(await take(id, 'k')).toMatchObject({ applied: false, doc: { balance: 0 } });
    await expect(take(id, 'other')).rejects.toMatchObject({ code: 'Conflict' });
  });

  it('when more than a hundred came, then the last hundred keys are known', async () => {
    const id = await purse(0);
    for (let n = 1; n <= 105; n += 1) await purses.command(id, { key: `k${n}` });
    const { applied } = await purses.get(id);
    expect(applied).toHaveLength(100);
    expect(applied[0]).toBe('k6');
    expect(await purses.command(id, { key: 'k6' })).toMatchObject({ applied: false });
    expect(await purses.command(id, { key: 'k5' })).toMatchObject({ applied: true });
  });

  it('when an expectation does not hold, then the failure is what the caller makes of the document', async () => {
    const id = await purse(3);
    const refused = purses.command(id, {
      key: 'k',
      expect: { balance: { $gte: 4 } },
      otherwise: ({ balance }) => failure('StageNotOpen', { balance }),
    });
    await expect(refused).rejects.toMatchObject({ code: 'StageNotOpen', params: { balance: 3 } });
    expect((await purses.get(id)).version).toBe(1);
  });

  it('when there is no such document, then NotFound', async () => {
    await expect(take(newId(), 'k')).rejects.toMatchObject({ code: 'NotFound' });
    await expect(purses.get(newId())).rejects.toMatchObject({ code: 'NotFound' });
    expect(await purses.find(newId())).toBeUndefined();
  });

  it('when it changes more than it names, then id, key and version cannot be set by it', async () => {
    const [mine, other] = [await purse(1), await purse(1)];
    await purses.command(mine, { key: 'k', expect: { _id: other }, change: { $inc: { version: 10 } } });
    expect(await purses.get(mine)).toMatchObject({ version: 2, applied: ['made', 'k'] });
    expect(await purses.get(other)).toMatchObject({ version: 1 });
  });

  it('when it has events, then they are complete and stand in their order', async () => {
    const id = await purse(1);
    const { doc } = await purses.command(id, { key: 'k', events: [numbered(1), numbered(2)] });
    expect(doc.outbox.map(numberOf)).toEqual([1, 2]);
    expect(doc.outbox[0]).toMatchObject({
      specversion: '1.0',
      source: '/kequan/institution',
      subject: id,
      datacontenttype: 'application/json',
      time: doc.updatedAt.toISOString(),
    });
  });

  it('when an event is too large for the broker, then nothing is written', async () => {
    const id = await purse(1);
    const large = numbered(1);
    if ('title' in large.data) large.data.title = '大'.repeat(200_000);
    await expect(purses.command(id, { key: 'k', events: [large] })).rejects.toThrow(RangeError);
    expect(await purses.get(id)).toMatchObject({ version: 1, outbox: [] });
  });
});

describe('a change that is made from what it changes', () => {
  const spend = (id: string, key: string) =>
    purses.change(id, {
      key,
      plan: ({ balance }) => {
        if (balance === 0) throw failure('VoucherTooSmall');
        return { change: { $set: { balance: balance - 1 } }, events: [numbered(balance)] };
      },
    });

  it('when 50 race for a balance of 10, then 10 succeed and the others are told the rule', async () => {
    const id = await purse(10);
    const ends = await Promise.allSettled(Array.from({ length: 50 }, (_, n) => spend(id, `k${n}`)));
    const refused = ends.filter((end) => end.status === 'rejected');
    expect(refused).toHaveLength(40);
    for (const { reason } of refused) expect(reason).toMatchObject({ code: 'VoucherTooSmall' });
    expect(await purses.get(id)).toMatchObject({ balance: 0, version: 11 });
  });

  it('when another writer comes between look and write, then it looks again', async () => {
    const id = await purse(10);
    const seen: number[] = [];
    const { balance } = await purses.change(id, {
      key: 'mine',
      plan: async (doc) => {
        seen.push(doc.balance);
        if (seen.length === 1) await take(id, 'theirs', 5);
        return { change: { $set: { balance: doc.balance * 2 } } };
      },
    });
    expect([seen, balance]).toEqual([[10, 5], 10]);
  });

  it('when it names a version and has an expectation of its own, then both must hold', async () => {
    const id = await purse(10);
    const changed = purses.change(id, {
      key: 'mine',
      version: 1,
      plan: async () => {
        await take(id, 'theirs', 1);
        return { expect: { balance: { $gte: 1 } }, change: { $inc: { balance: -1 } } };
      },
    });
    await expect(changed).rejects.toMatchObject({ code: 'Conflict' });
    expect(await purses.get(id)).toMatchObject({ balance: 9 });
  });

  it('when there is nothing to do, or its key was applied, then nothing changes', async () => {
    const id = await purse(10);
    expect(await purses.change(id, { key: 'none', plan: () => undefined })).toMatchObject({ version: 1 });
    await spend(id, 'k');
    expect(await spend(id, 'k')).toMatchObject({ balance: 9, version: 2 });
  });
});

describe('an insert', () => {
  it('when it is made twice, then the first stands and nothing is told twice', async () => {
    const id = newId();
    const first = await purses.insert(id, { balance: 1 }, { key: 'a', events: [numbered(1)] });
    const second = await purses.insert(id, { balance: 2 }, { key: 'a', events: [numbered(2)] });
    expect(first).toMatchObject({ applied: true, doc: { balance: 1, version: 1 } });
    expect(second).toMatchObject({ applied: false, doc: { balance: 1 } });
    expect(second.doc.outbox.map(numberOf)).toEqual([1]);
  });

  it('when 20 are made at once, then one of them stands', async () => {
    const id = newId();
    const made = await Promise.all(
      Array.from({ length: 20 }, (_, n) => purses.insert(id, { balance: n }, { key: 'a' })),
    );
    expect(made.filter(({ applied }) => applied)).toHaveLength(1);
    expect(new Set(made.map(({ doc }) => doc.balance)).size).toBe(1);
  });
});

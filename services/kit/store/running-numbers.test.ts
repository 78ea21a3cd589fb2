import { newId } from '@kequan/contracts';
import { testStore, type TestStore } from '../testing/store';
import { makeIndexes } from './connection';
import { runningNumbers, type RunningNumbers } from './running-numbers';

const SERIES = 'shaanxi/2026';
/** Each round of a race has one winner: 50 are more than a thousand writes, on a machine that is busy. */
const LONG_MS = 120_000;

let store: TestStore;
/** Numbers of a kind of the test's own, and their collection. */
async function fresh(): Promise<{ numbers: RunningNumbers; kind: string }> {
  const kind = newId();
  const numbers = runningNumbers(store.connection, kind);
  await makeIndexes(store.connection);
  return { numbers, kind };
}
beforeAll(async () => {
  store = await testStore();
});
afterAll(() => store.close());

const owners = (count: number) => Array.from({ length: count }, () => newId());
const upTo = (last: number) => Array.from({ length: last }, (_, n) => n + 1);
const ascending = (numbers: readonly { no: number }[]) => numbers.map(({ no }) => no).sort((a, b) => a - b);

describe('running numbers', () => {
  it('when they are taken one after another, then they are 1, 2, 3, and each series has its own', async () => {
    const { numbers } = await fresh();
    expect(await numbers.take(SERIES, 'a')).toEqual({ series: SERIES, no: 1 });
    expect(await numbers.take(SERIES, 'b')).toEqual({ series: SERIES, no: 2 });
    expect(await numbers.take('shaanxi/2027', 'c')).toEqual({ series: 'shaanxi/2027', no: 1 });
    expect(await numbers.take(SERIES, 'd')).toEqual({ series: SERIES, no: 3 });
  });

  it('when an owner asks again, in another series even, then it has its number for ever', async () => {
    const { numbers } = await fresh();
    await numbers.take(SERIES, 'a');
    expect(await numbers.take(SERIES, 'a')).toEqual({ series: SERIES, no: 1 });
    expect(await numbers.take('shaanxi/2027', 'a')).toEqual({ series: SERIES, no: 1 });
    expect(await numbers.take('shaanxi/2027', 'b')).toEqual({ series: 'shaanxi/2027', no: 1 });
  });

  it(
    'when 50 race, then there is neither a gap nor a twin',
    async () => {
      const { numbers } = await fresh();
      const taken = await Promise.all(owners(50).map((owner) => numbers.take(SERIES, owner)));
      expect(ascending(taken)).toEqual(upTo(50));
    },
    LONG_MS,
  );

  it('when ten race and each asks five times at once, then each has one number', async () => {
    const { numbers, kind } = await fresh();
    const asked = owners(10).flatMap((owner) => [owner, owner, owner, owner, owner]);
    const taken = await Promise.all(
      asked.map(async (owner) => ({ owner, ...(await numbers.take(SERIES, owner)) })),
    );
    expect(new Set(taken.map(({ owner, no }) => `${owner}/${no}`)).size).toBe(10);
    const stand = await store.db.collection<{ no: number }>(`numbers_${kind}`).find().toArray();
    expect(ascending(stand)).toEqual(upTo(10));
  });
});

describe('a crash between the claim and the number', () => {
  /** Numbers of which no document can be written until `mend` is called: whoever takes one stops behind his claim. */
  async function broken() {
    const { numbers, kind } = await fresh();
    const writes = jest.spyOn(store.connection.model(`numbers_${kind}`), 'insertOne');
    writes.mockRejectedValue(new Error('killed'));
    return {
      numbers,
      mend: () => writes.mockRestore(),
      claims: () => store.db.collection(`numberClaims_${kind}`).countDocuments(),
    };
  }

  it('when the owner comes again, then it gets the number that it had claimed', async () => {
    const { numbers, mend, claims } = await broken();
    await expect(numbers.take(SERIES, 'a')).rejects.toThrow('killed');
    expect(await claims()).toBe(1);
    mend();
    expect(await numbers.take(SERIES, 'a')).toEqual({ series: SERIES, no: 1 });
    expect(await numbers.take(SERIES, 'a')).toEqual({ series: SERIES, no: 1 });
    expect(await numbers.take(SERIES, 'b')).toEqual({ series: SERIES, no: 2 });
  });

  it('when the owner never comes again, then its claim leaves no gap', async () => {
    const { numbers, mend } = await broken();
    await expect(numbers.take(SERIES, 'a')).rejects.toThrow('killed');
    mend();
    expect(await numbers.take(SERIES, 'b')).toEqual({ series: SERIES, no: 1 });
    expect(await numbers.take(SERIES, 'c')).toEqual({ series: SERIES, no: 2 });
  });

  it('when 20 crash on the same number and come again five times each, then each has one and there is no gap', async () => {
    const { numbers, mend, claims } = await broken();
    const crashed = owners(20);
    await Promise.allSettled(crashed.map((owner) => numbers.take(SERIES, owner)));
    expect(await claims()).toBe(20);
    mend();
    const retries = await Promise.all(
      upTo(5).map(() => Promise.all(crashed.map((owner) => numbers.take(SERIES, owner)))),
    );
    for (const answers of retries) expect(answers).toEqual(retries[0]);
    expect(ascending(retries[0] ?? [])).toEqual(upTo(20));
  });
});

import { newId, type Page, type PageQuery } from '@kequan/contracts';
import { testStore, type TestStore } from '../testing/store';
import { openModel } from './connection';
import { instant, text } from './fields';
import { pageById } from './paging';
import { pageByTime, type TimeOrder } from './paging-by-time';
import { documentSchema, type DocumentOf } from './schema';

const rowSchema = documentSchema({ _id: text, of: text, at: instant });
type Row = DocumentOf<typeof rowSchema>;

let store: TestStore;
beforeAll(async () => void (store = await testStore()));
afterAll(() => store.close());

const rows = (name: string) => openModel(store.connection, name, rowSchema);
const row = (n: number, of = 'me'): Row => ({ _id: newId(), of, at: new Date(1_000 * Math.floor(n / 3)) });
const byTime = (first: 'oldest' | 'newest'): TimeOrder<Row> => ({ field: 'at', first, at: ({ at }) => at });

type Ask = (query: PageQuery) => Promise<Page<string>>;
const ways: [string, (name: string) => Ask][] = [
  ['by id', (name) => (query) => pageById(rows(name), { of: 'me' }, query, ({ _id }) => _id)],
  [
    'by time, newest first',
    (name) => (query) => pageByTime(rows(name), { of: 'me' }, query, byTime('newest'), ({ _id }) => _id),
  ],
  [
    'by time, oldest first',
    (name) => (query) => pageByTime(rows(name), { of: 'me' }, query, byTime('oldest'), ({ _id }) => _id),
  ],
];

async function all(ask: Ask, limit: number, between: () => Promise<unknown>): Promise<string[]> {
  const seen: string[] = [];
  for (let cursor: string | undefined; ;) {
    const page = await ask({ limit, ...(cursor === undefined ? {} : { cursor }) });
    expect(page.items.length).toBeLessThanOrEqual(limit);
    seen.push(...page.items);
    if (page.nextCursor === undefined) return seen;
    cursor = page.nextCursor;
    await between();
  }
}

describe.each(ways)('a list %s', (way, askOf) => {
  const name = way.replace(/\W/g, '');
  const ask = askOf(name);
  let ids: string[];
  beforeAll(async () => {
    const made = Array.from({ length: 25 }, (_, n) => row(n));
    ids = made.map(({ _id }) => _id);
    await rows(name).insertMany([...made, row(1, 'other'), row(30, 'other')]);
  });

  it.each([1, 4, 25, 100])(
    'when it is read %i at a time, then every row comes once, in order',
    async (limit) => {
      const seen = await all(ask, limit, async () => undefined);
      expect(seen).toEqual(way.endsWith('oldest first') ? ids : [...ids].reverse());
    },
  );

  it('when rows come and go meanwhile, then those that stayed come once', async () => {
    const own = `${name}2`;
    const made = Array.from({ length: 20 }, (_, n) => row(n));
    await rows(own).insertMany(made);
    let gone = 0;
    const seen = await all(askOf(own), 3, async () => {
      await rows(own).insertMany([row(100)]);
      const leaving = made[gone * 4];
      gone += 1;
      if (leaving) await rows(own).deleteOne({ _id: leaving._id });
    });
    expect(new Set(seen).size).toBe(seen.length);
    const stayed = made.filter((_, n) => n % 4 !== 0 || n / 4 >= gone).map(({ _id }) => _id);
    expect(seen).toEqual(expect.arrayContaining(stayed));
  });

  it.each(['', '!!', 'e30', Buffer.from('{"$gt":""}').toString('base64url'), 'A'.repeat(200)])(
    'when the cursor is %j and not one of ours, then it is refused by its path',
    async (cursor) => {
      await expect(ask({ limit: 2, cursor })).rejects.toMatchObject({
        code: 'InputInvalid',
        fields: [{ path: 'query.cursor', message: 'invalid' }],
      });
    },
  );

  it('when nothing is there, then the page is empty and the last', async () => {
    expect(await askOf(`${name}Empty`)({ limit: 5 })).toEqual({ items: [] });
  });
});

import { readFileSync } from 'node:fs';
import type { Collection } from 'mongodb';
import { MongoClient } from 'mongodb';
import { mongodb } from './mongodb';
import type { OwnPart } from './own-part';
import { startOwnPart } from './own-part';

interface Numbered {
  _id: string;
  number: number;
  group: number;
}

const TIMES = 200;
const DOCUMENTS = 100;
const TURNS = 50;
const DUPLICATE_KEY = 11_000;
const KEY_SPECS_CONFLICT = 86;
const DEADLINE_MS = 180_000;
const PLAIN_INDEX_NOTICE = 'Indexes that are not unique do not speed up this embedded store';

const numbered = (count: number, name = 'n'): Numbered[] =>
  Array.from({ length: count }, (_, number) => ({ _id: `${name}-${number}`, number, group: number % 7 }));

describe('indexes of the embedded MongoDB-compatible server', () => {
  let own: OwnPart;
  let writer: MongoClient;
  let indexer: MongoClient;

  beforeAll(async () => {
    own = await startOwnPart(mongodb);
    writer = await new MongoClient(own.part.address).connect();
    indexer = await new MongoClient(own.part.address).connect();
  });
  afterAll(async () => {
    await Promise.all([writer.close(), indexer.close()]);
    await own.end();
  });

  const of = (client: MongoClient, name: string, database = 'indexes'): Collection<Numbered> =>
    client.db(database).collection<Numbered>(name);

  const makeIndexes = (collection: Collection<Numbered>): Promise<string[]> =>
    collection.createIndexes([
      { key: { number: 1 }, name: 'number', unique: true },
      { key: { group: 1 }, name: 'group' },
    ]);

  const indexNames = async (collection: Collection<Numbered>): Promise<string[]> =>
    (await collection.indexes()).map(({ name }) => name ?? '').sort();

  /** All documents are there and in the unique index: each is found by its number, and none is taken twice. */
  async function expectWhole(name: string, count: number): Promise<void> {
    const collection = of(writer, name);
    expect(await indexNames(collection)).toEqual(['_id_', 'group', 'number']);
    expect(await collection.countDocuments()).toBe(count);
    const numbers = { $in: numbered(count).map(({ number }) => number) };
    expect(await collection.countDocuments({ number: numbers })).toBe(count);
    const again = collection.insertOne({ _id: 'again', number: count - 1, group: 0 });
    await expect(again).rejects.toMatchObject({ code: DUPLICATE_KEY });
  }

  test('when plain indexes are made, then the log says once what becomes of them', async () => {
    await of(writer, 'plain').createIndex({ group: 1 }, {}, undefined);
    await of(writer, 'plain', 'another').createIndex({ group: -1, number: 1 }, {}, undefined);
    await writer.db('admin').command({ listDatabases: 1 });
    const log = readFileSync(own.part.child?.logFile ?? '', 'utf8');
    expect(log.split(PLAIN_INDEX_NOTICE)).toHaveLength(2);
    expect(log).not.toContain('not yet implemented');
  });

  test(
    `G22: when an index is made while another client inserts into the same new collection, ${TIMES} times, then both succeed`,
    async () => {
      for (let time = 0; time < TIMES; time += 1) {
        const name = `at-once-${time}`;
        const [inserted, made] = await Promise.all([
          of(writer, name).insertMany(numbered(DOCUMENTS)),
          makeIndexes(of(indexer, name)),
        ]);
        expect(inserted.insertedCount).toBe(DOCUMENTS);
        expect(made).toEqual(['number', 'group']);
        await expectWhole(name, DOCUMENTS);
      }
    },
    DEADLINE_MS,
  );

  test('G22: when a new collection and its indexes are made by several clients at once, then it is made once', async () => {
    for (let time = 0; time < TURNS; time += 1) {
      const name = `first-${time}`;
      await Promise.all([
        of(writer, name).insertOne({ _id: 'a', number: 1, group: 1 }),
        of(indexer, name).insertOne({ _id: 'b', number: 2, group: 1 }),
        of(writer, name).updateOne({ _id: 'c' }, { $set: { number: 3 } }, { upsert: true }),
        of(indexer, name).findOneAndUpdate({ _id: 'd' }, { $set: { number: 4 } }, { upsert: true }),
        makeIndexes(of(writer, name)),
        makeIndexes(of(indexer, name)),
      ]);
      expect(await indexNames(of(writer, name))).toEqual(['_id_', 'group', 'number']);
      expect(await of(writer, name).distinct('_id')).toEqual(['a', 'b', 'c', 'd']);
    }
  });

  test('G22: when an index comes and goes while others write and read, then none of them fails', async () => {
    const name = 'coming-and-going';
    await of(writer, name).insertMany(numbered(DOCUMENTS));
    let turns = 0;
    const change = async (): Promise<void> => {
      for (turns = 0; turns < TURNS; turns += 1) {
        await makeIndexes(of(indexer, name));
        await of(indexer, name).dropIndex('number');
      }
    };
    const use = async (user: number): Promise<number> => {
      let uses = 0;
      for (; turns < TURNS; uses += 1) {
        await of(writer, name).insertOne({
          _id: `u${user}-${uses}`,
          number: 1_000 * (user + 1) + uses,
          group: 1,
        });
        await of(writer, name).updateOne({ _id: `u${user}-${uses}` }, { $inc: { group: 1 } });
        await of(writer, name).findOne({ number: uses });
      }
      return uses;
    };
    const [, ...uses] = await Promise.all([change(), use(0), use(1), use(2)]);
    const added = uses.reduce((sum, one) => sum + one, 0);
    await makeIndexes(of(indexer, name));
    expect(await of(writer, name).countDocuments()).toBe(DOCUMENTS + added);
  });

  test('when an index is dropped, by name or with all others, then other collections keep theirs', async () => {
    await makeIndexes(of(writer, 'kept'));
    await makeIndexes(of(writer, 'dropped'));
    await of(writer, 'dropped').dropIndex('group');
    expect(await indexNames(of(writer, 'dropped'))).toEqual(['_id_', 'number']);
    await of(writer, 'dropped').dropIndexes();
    expect(await indexNames(of(writer, 'dropped'))).toEqual(['_id_']);
    expect(await indexNames(of(writer, 'kept'))).toEqual(['_id_', 'group', 'number']);
    await expect(of(writer, 'kept').drop()).resolves.toBe(true);
  });

  test('when an index is made again, then it is listed once, and refused if it is another of that name', async () => {
    const again = of(writer, 'again');
    const partialFilterExpression = { group: { $exists: true } };
    await again.createIndex({ number: 1 }, { name: 'n', partialFilterExpression }, undefined);
    await again.createIndex(
      { number: 1 },
      { name: 'n', partialFilterExpression, background: true },
      undefined,
    );
    expect(await indexNames(again)).toEqual(['_id_', 'n']);
    const another = again.createIndex({ number: 1 }, { name: 'n' }, undefined);
    await expect(another).rejects.toMatchObject({
      code: KEY_SPECS_CONFLICT,
    });
    expect(await again.indexes()).toContainEqual(
      expect.objectContaining({ name: 'n', partialFilterExpression }),
    );
  });

  test('when a unique index is refused because of what is there, then it is refused the next time as well', async () => {
    const doubles = of(writer, 'doubles');
    await doubles.insertMany([...numbered(3), ...numbered(3, 'double')]);
    await expect(makeIndexes(doubles)).rejects.toMatchObject({ code: DUPLICATE_KEY });
    await expect(makeIndexes(doubles)).rejects.toMatchObject({ code: DUPLICATE_KEY });
    await doubles.deleteMany({ _id: { $in: numbered(3, 'double').map((one) => one._id) } });
    await makeIndexes(doubles);
    await expectWhole('doubles', 3);
  });
});

import { mongo } from 'mongoose';
import { testStore } from '../testing/store';
import { isDuplicateKey, isStoreAway } from './mongo';

const { MongoBulkWriteError, MongoInvalidArgumentError, MongoNetworkError, MongoServerError } = mongo;

describe('errors of the store', () => {
  it('when the store is not there, then it counts as away', async () => {
    const store = await testStore();
    await store.close();
    const closed = await store.db.command({ ping: 1 }).catch((error: unknown) => error);
    expect(isStoreAway(closed)).toBe(true);
    expect(isStoreAway(new MongoNetworkError('gone'))).toBe(true);
  });

  it.each([
    ['the primary changes', 10107, true],
    ['the server shuts down', 91, true],
    ['a value stands already', 11000, false],
    ['the command is wrong', 9, false],
  ])('when %s (%i), then away is %p', (_what, code, away) => {
    expect(isStoreAway(new MongoServerError({ message: 'x', code }))).toBe(away);
  });

  it.each(['EPIPE', 'ECONNRESET'])(
    'when a socket broke under the driver, which lets %s through bare, then away is true',
    (code) => {
      expect(isStoreAway(Object.assign(new Error('This socket has been ended'), { code }))).toBe(true);
      expect(isStoreAway(Object.assign(new Error('no such file'), { code: 'ENOENT' }))).toBe(false);
    },
  );

  it('when the mistake is ours, then waiting does not mend it', () => {
    expect(isStoreAway(new MongoInvalidArgumentError('x'))).toBe(false);
    const bulk = new MongoBulkWriteError({ message: 'x', code: 11000, writeErrors: [] }, {} as never);
    expect(isStoreAway(bulk)).toBe(false);
    expect(isStoreAway(new TypeError('x'))).toBe(false);
  });

  it('when a value is written twice, then it is known as a duplicate', async () => {
    const store = await testStore();
    const { db } = store;
    await db.collection<{ _id: string }>('a').insertOne({ _id: '1' });
    const twice = await db
      .collection<{ _id: string }>('a')
      .insertOne({ _id: '1' })
      .catch((error: unknown) => error);
    expect(isDuplicateKey(twice)).toBe(true);
    expect(isStoreAway(twice)).toBe(false);
    await store.close();
  });
});

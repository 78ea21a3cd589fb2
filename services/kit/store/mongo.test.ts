import { testStore } from '../testing/store';
import { isDuplicateKey } from './mongo';

it('when a value is written twice, then it is known as a duplicate', async () => {
  const store = await testStore();
  const { db } = store;
  await db.collection<{ _id: string }>('a').insertOne({ _id: '1' });
  const twice = await db
    .collection<{ _id: string }>('a')
    .insertOne({ _id: '1' })
    .catch((error: unknown) => error);
  expect(isDuplicateKey(twice)).toBe(true);
  await store.close();
});

import { testStore, type TestStore } from '../testing/store';
import { creations, type Creations } from './idempotency';

let store: TestStore;
let made: Creations;
beforeAll(async () => {
  store = await testStore();
  made = creations(store.connection);
});
afterAll(() => store.close());

describe('a creation', () => {
  it('when it is repeated with its key and content, then it has the same id, however often at once', async () => {
    const ids = await Promise.all(Array.from({ length: 20 }, () => made.idFor('k', { name: '甲' })));
    expect(new Set(ids).size).toBe(1);
  });

  it('when its key comes with other content, then it is refused and the first stands', async () => {
    const id = await made.idFor('k2', { name: '甲' });
    await expect(made.idFor('k2', { name: '乙' })).rejects.toMatchObject({ code: 'IdempotencyKeyReused' });
    expect(await made.idFor('k2', { name: '甲' })).toBe(id);
  });

  it('when the key is another, then it is another creation', async () => {
    expect(await made.idFor('k3', { name: '甲' })).not.toBe(await made.idFor('k4', { name: '甲' }));
  });
});

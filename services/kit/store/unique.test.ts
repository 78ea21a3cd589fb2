import { newId } from '@kequan/contracts';
import { testStore, type TestStore } from '../testing/store';
import { uniqueValues, type UniqueValues } from './unique';

let store: TestStore;
let codes: UniqueValues;
beforeAll(async () => {
  store = await testStore();
  codes = uniqueValues(store.connection, 'code');
});
afterAll(() => store.close());

describe('a unique value', () => {
  it('when 50 race for it, then one has it and all of them learn who', async () => {
    const owners = Array.from({ length: 50 }, () => newId());
    const holders = await Promise.all(owners.map((owner) => codes.take('A', owner)));
    expect(new Set(holders).size).toBe(1);
    expect(owners).toContain(holders[0]);
    expect(await codes.holder('A')).toBe(holders[0]);
  });

  it('when its owner takes it again, then it is still his', async () => {
    expect(await codes.take('B', 'me')).toBe('me');
    expect(await codes.take('B', 'me')).toBe('me');
    expect(await codes.take('B', 'other')).toBe('me');
  });

  it('when somebody else gives it back, then it stays; when its owner does, then another may have it', async () => {
    await codes.take('C', 'me');
    await codes.release('C', 'other');
    expect(await codes.holder('C')).toBe('me');
    await codes.release('C', 'me');
    await codes.release('C', 'me');
    expect(await codes.holder('C')).toBeUndefined();
    expect(await codes.take('C', 'other')).toBe('other');
  });

  it('when it is taken and given back again and again by many, then never two have it', async () => {
    let holding = 0;
    let most = 0;
    const worker = async (owner: string): Promise<void> => {
      for (let turn = 0; turn < 10; turn += 1) {
        if ((await codes.take('D', owner)) !== owner) continue;
        holding += 1;
        most = Math.max(most, holding);
        await store.db.command({ ping: 1 });
        holding -= 1;
        await codes.release('D', owner);
      }
    };
    await Promise.all(Array.from({ length: 8 }, () => worker(newId())));
    expect(most).toBe(1);
  });

  it('when it is of another kind, then it is another value', async () => {
    expect(await uniqueValues(store.connection, 'name').take('B', 'other')).toBe('other');
  });
});

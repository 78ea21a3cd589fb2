import { randomBytes } from 'node:crypto';
import type { Connection } from 'mongoose';
import { newId } from '@kequan/contracts';
import {
  ConfigurationError,
  connectStore,
  createLog,
  createSeal,
  creations,
  nativeDatabase,
  uniqueValues,
  type Relay,
} from '@kequan/kit';
import { freshInstance } from '@kequan/kit/testing';
import { openAccounts, type NewAccount } from './accounts';
import { ensureFirstAccounts } from './first-accounts';
import { accountStore } from './model';
import { wrongPasswordCounter } from './wrong-passwords';
import { MOST_WRONG_PASSWORDS, WRONG_PASSWORD_WINDOW_MS } from './rules';

const phoneSeal = createSeal(randomBytes(32).toString('base64'), 'phone');
const silentRelay: Relay = {
  register: () => ({ offer: () => undefined }),
  start: () => undefined,
  stop: async () => undefined,
  pending: () => 0,
};
const zijin: NewAccount = {
  loginName: 'zijin',
  password: 'correct horse',
  role: 'provider',
  programmeId: 'jiangsu',
  displayName: '紫金分析测试',
  phone: '13912345678',
};

const opened: Connection[] = [];
afterAll(() => Promise.all(opened.map((connection) => connection.close())));

async function open() {
  const connection = await connectStore(process.env['MONGODB_URL'] ?? '', freshInstance());
  opened.push(connection);
  const store = accountStore(connection, silentRelay);
  const deps = {
    connection,
    store,
    creations: creations(connection),
    phoneSeal,
    log: createLog('silent', 'test'),
  };
  return { connection, store, deps, accounts: openAccounts(deps) };
}

describe('login names are unique for ever', () => {
  test('when twenty register one name at once, then one has it and the others are told', async () => {
    const { accounts, store } = await open();
    const results = await Promise.allSettled(
      Array.from({ length: 20 }, (_, n) =>
        accounts.register({ ...zijin, loginName: n % 2 === 0 ? 'zijin' : 'ZiJin' }, newId()),
      ),
    );
    expect(results.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
    for (const result of results)
      if (result.status === 'rejected') expect(result.reason).toMatchObject({ code: 'LoginNameTaken' });
    expect(await store.model.countDocuments()).toBe(1);
  });

  test('when the write of the account fails, then the name is free again', async () => {
    const { deps, accounts } = await open();
    const away = { ...deps.store, insert: () => Promise.reject(new Error('the store is away')) };
    await expect(openAccounts({ ...deps, store: away }).register(zijin, newId())).rejects.toThrow(
      'the store is away',
    );
    expect(await accounts.ofLoginName('zijin')).toBeUndefined();
    await expect(accounts.register({ ...zijin, displayName: '另一单位' }, newId())).resolves.toMatchObject({
      displayName: '另一单位',
    });
  });

  test('when the answer of the write is lost, then the name stays with the account that was written', async () => {
    const { deps, accounts } = await open();
    const losing = {
      ...deps.store,
      insert: async (...args: Parameters<typeof deps.store.insert>) => {
        await deps.store.insert(...args);
        throw new Error('the answer is lost');
      },
    };
    const key = newId();
    await expect(openAccounts({ ...deps, store: losing }).register(zijin, key)).rejects.toThrow('lost');
    const repeated = await accounts.register(zijin, key);
    await expect(accounts.register(zijin, newId())).rejects.toMatchObject({ code: 'LoginNameTaken' });
    expect((await accounts.ofLoginName('ZIJIN'))?._id).toBe(repeated._id);
  });

  test('when two processes make a first account at once, then there is one', async () => {
    const { accounts, store } = await open();
    const made = await Promise.all([accounts.ensure(zijin), accounts.ensure(zijin), accounts.ensure(zijin)]);
    expect(new Set(made.map(({ _id }) => _id)).size).toBe(1);
    await accounts.ensure({ ...zijin, password: 'another password' });
    expect(await store.model.countDocuments()).toBe(1);
  });
});

describe('first accounts', () => {
  const settings = { adminPassword: 'a good password' };

  test('when a crash took the name and left no account, then the next start completes it', async () => {
    const { accounts, connection } = await open();
    const accountId = newId();
    await uniqueValues(connection, 'loginName').take('admin', accountId);
    await ensureFirstAccounts(accounts, settings);
    expect(await accounts.ofLoginName('admin')).toMatchObject({ _id: accountId, role: 'platformAdmin' });
  });

  test('when the name belongs to somebody else, then the process refuses to start and says so', async () => {
    const { accounts } = await open();
    await accounts.register({ ...zijin, loginName: 'Admin' }, newId());
    await expect(ensureFirstAccounts(accounts, settings)).rejects.toThrow(ConfigurationError);
    expect(await accounts.ofLoginName('admin')).toMatchObject({ role: 'provider' });
  });
});

test('when an account is stored, then neither its password nor its phone stands readable in the database', async () => {
  const { accounts, connection } = await open();
  const account = await accounts.register(zijin, newId());
  const db = nativeDatabase(connection);
  const collections = await db.listCollections().toArray();
  const everything = await Promise.all(collections.map(({ name }) => db.collection(name).find().toArray()));
  const stored = JSON.stringify(everything);
  expect(stored).toContain(account._id);
  expect(stored).not.toContain(zijin.phone);
  expect(stored).not.toContain(zijin.password);
  expect(phoneSeal.open(account.sealedPhone)).toBe(zijin.phone);
});

describe('wrong passwords are counted', () => {
  const start = Date.parse('2026-11-22T00:00:00Z');

  async function codes(work: Promise<void>[]): Promise<string[]> {
    const settled = await Promise.allSettled(work);
    return settled.map((result) =>
      result.status === 'fulfilled' ? 'counted' : (result.reason as { code: string }).code,
    );
  }

  test('when thirty guesses come at once over two replicas, then five are counted and the rest refused', async () => {
    const { connection } = await open();
    const replicas = [wrongPasswordCounter(connection), wrongPasswordCounter(connection)];
    const answers = await codes(
      Array.from({ length: 30 }, (_, n) => replicas[n % 2]?.count('zijin') ?? Promise.resolve()),
    );
    expect(answers.filter((answer) => answer === 'counted')).toHaveLength(MOST_WRONG_PASSWORDS);
    expect(answers.filter((answer) => answer === 'TooManyRequests')).toHaveLength(30 - MOST_WRONG_PASSWORDS);
  });

  test('when the window has passed, then the name is open again and counted from one', async () => {
    const { connection } = await open();
    let now = start;
    const counter = wrongPasswordCounter(connection, () => now);
    for (let n = 0; n < MOST_WRONG_PASSWORDS; n += 1) await counter.count('zijin');
    await expect(counter.refuseWhenFull('zijin')).rejects.toMatchObject({ code: 'TooManyRequests' });
    await expect(counter.refuseWhenFull('somebody-else')).resolves.toBeUndefined();
    now = start + WRONG_PASSWORD_WINDOW_MS;
    await expect(counter.refuseWhenFull('zijin')).resolves.toBeUndefined();
    await expect(counter.count('zijin')).resolves.toBeUndefined();
  });

  test('when the right password comes after the count became full, then it is refused and the count stays', async () => {
    const { connection } = await open();
    const counter = wrongPasswordCounter(connection, () => start);
    for (let n = 0; n < MOST_WRONG_PASSWORDS; n += 1) await counter.count('zijin');
    await expect(counter.forget('zijin')).rejects.toMatchObject({ code: 'TooManyRequests' });
    await expect(counter.refuseWhenFull('zijin')).rejects.toMatchObject({ code: 'TooManyRequests' });
  });

  test('when the right password comes before that, then the count begins anew', async () => {
    const { connection } = await open();
    const counter = wrongPasswordCounter(connection, () => start);
    for (let n = 0; n < MOST_WRONG_PASSWORDS - 1; n += 1) await counter.count('zijin');
    await counter.forget('zijin');
    const answers = await codes(Array.from({ length: MOST_WRONG_PASSWORDS }, () => counter.count('zijin')));
    expect(answers).toEqual(Array.from({ length: MOST_WRONG_PASSWORDS }, () => 'counted'));
  });
});

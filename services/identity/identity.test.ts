import { randomBytes } from 'node:crypto';
import { decodeProtectedHeader, decodeJwt } from 'jose';
import { AccountView, newId, SessionView } from '@kequan/contracts';
import { createSeal, type RunningProcess } from '@kequan/kit';
import {
  call,
  freshInstance,
  startTestProcess,
  testEvents,
  until,
  type TestEvents,
} from '@kequan/kit/testing';
import { definition } from './service';

const instance = freshInstance();
const secret = randomBytes(32).toString('base64');
const environment = {
  KEQUAN_SECRET: secret,
  BOOTSTRAP_ADMIN_PASSWORD: 'admin password',
  DEMO_ACCOUNTS: 'true',
  DEMO_PASSWORD: 'demo password',
};
const start = () => startTestProcess({ definitions: [definition], instance, environment });
const zijin = {
  loginName: 'ZiJin',
  password: 'correct horse',
  role: 'provider',
  programmeId: 'jiangsu',
  displayName: '紫金分析测试',
  phone: '13912345678',
};

let running: RunningProcess[];
let port: number;
let events: TestEvents;

beforeAll(async () => {
  // Two at once, as replicas start: they agree on one key and make the first accounts once.
  running = await Promise.all([start(), start()]);
  port = running[0]?.port ?? 0;
  events = await testEvents(instance, ['identity']);
});
afterAll(async () => {
  await events.stop();
  await Promise.all(running.map((process) => process.stop()));
});

async function signIn(loginName: string, password: string, at = port): Promise<SessionView> {
  const { body } = await call(at, 'POST /v1/sessions', { body: { loginName, password } });
  return SessionView.parse(body);
}
const bearer = ({ token }: SessionView) => ({ authorization: `Bearer ${token}` });

describe('registering', () => {
  test('when somebody registers and signs in, then he is who he said, and his phone shows masked', async () => {
    const registered = await call(port, 'POST /v1/accounts', { body: zijin });
    expect(registered.status).toBe(201);
    const account = AccountView.parse(registered.body);
    expect(account).toMatchObject({ role: 'provider', programmeId: 'jiangsu', phone: '139****5678' });
    const session = await signIn('zijin', zijin.password);
    const me = await call(port, 'GET /v1/accounts/me', bearer(session));
    expect(me.body).toEqual(account);
    expect(session.account).toEqual(account);
  });

  test('when an account is registered, then one event tells of it, with the phone sealed', async () => {
    const { body } = await call(port, 'POST /v1/accounts', { body: { ...zijin, loginName: 'with-event' } });
    const { accountId } = AccountView.parse(body);
    const told = await until('the event', async () =>
      events.seen().find(({ subject }) => subject === accountId),
    );
    expect(told).toMatchObject({
      type: 'kequan.identity.account-registered.v1',
      data: { accountId, role: 'provider', programmeId: 'jiangsu', displayName: zijin.displayName },
    });
    expect(JSON.stringify(told)).not.toContain(zijin.phone);
    const { sealedPhone } = told.data as { sealedPhone: string };
    expect(createSeal(secret, 'phone').open(sealedPhone)).toBe(zijin.phone);
  });

  test('when a registration is repeated with its key, then there is one account', async () => {
    const idempotencyKey = newId();
    const body = { ...zijin, loginName: 'repeated' };
    const first = await call(port, 'POST /v1/accounts', { body, idempotencyKey });
    const again = await call(port, 'POST /v1/accounts', { body, idempotencyKey });
    expect([first.status, again.status]).toEqual([201, 201]);
    expect(again.body).toEqual(first.body);
  });

  test.each([
    ['another name', { displayName: '另一单位' }],
    ['another password', { password: 'another password' }],
  ])('when the key is used again with %s, then it is refused', async (_what, difference) => {
    const idempotencyKey = newId();
    const body = { ...zijin, loginName: `reused-${idempotencyKey.slice(-8)}` };
    await call(port, 'POST /v1/accounts', { body, idempotencyKey });
    const again = await call(port, 'POST /v1/accounts', { body: { ...body, ...difference }, idempotencyKey });
    expect(again).toMatchObject({ status: 422, body: { code: 'IdempotencyKeyReused' } });
  });

  test('when a login name is taken, in whatever case, then the next is told so in his language', async () => {
    await call(port, 'POST /v1/accounts', { body: { ...zijin, loginName: 'taken' } });
    const next = await call(port, 'POST /v1/accounts', {
      body: { ...zijin, loginName: 'TAKEN' },
      language: 'en',
    });
    expect(next).toMatchObject({ status: 409, body: { code: 'LoginNameTaken' } });
    expect((next.body as { detail: string }).detail).toContain('TAKEN');
  });

  test.each([
    ['a programme that does not exist', { programmeId: 'atlantis' }, 422, 'ProgrammeUnknown'],
    ['a staff role', { role: 'platformAdmin' }, 400, 'InputInvalid'],
    ['no role', { role: undefined }, 400, 'InputInvalid'],
    ['a phone that is none', { phone: '12345' }, 400, 'InputInvalid'],
    ['an operator for a name', { loginName: { $gt: '' } }, 400, 'InputInvalid'],
  ])('when somebody registers with %s, then nothing is made', async (_what, difference, status, code) => {
    const answer = await call(port, 'POST /v1/accounts', {
      body: { ...zijin, loginName: 'never', ...difference },
    });
    expect(answer).toMatchObject({ status, body: { code } });
    const signedIn = await call(port, 'POST /v1/sessions', {
      body: { loginName: 'never', password: zijin.password },
    });
    expect(signedIn.status).toBe(401);
  });
});

describe('role and programme are for ever (R01, R02)', () => {
  test('when all routes are listed, then none changes what an account is (R01)', () => {
    const routes = running[0]?.services.get('identity')?.routes ?? [];
    expect(routes.map(({ method, path }) => `${method} ${path}`).sort()).toEqual([
      'get /.well-known/jwks.json',
      'get /v1/accounts/me',
      'get /v1/secondary-accounts',
      'get /v1/sign-in/outside',
      'get /v1/sign-in/outside/callback',
      'post /v1/accounts',
      'post /v1/secondary-accounts',
      'post /v1/sessions',
      'post /v1/staff-accounts',
      // Only whether it may sign in, and by which password.
      'put /v1/secondary-accounts/:accountId/disabled',
      'put /v1/secondary-accounts/:accountId/password',
    ]);
  });

  test('when somebody registers his name again with another role, then he is refused and keeps the first (R02)', async () => {
    const body = { ...zijin, loginName: 'one-role' };
    await call(port, 'POST /v1/accounts', { body });
    const other = { ...body, role: 'voucherUser', programmeId: 'shaanxi' };
    const again = await call(port, 'POST /v1/accounts', { body: other });
    expect(again).toMatchObject({ status: 409, body: { code: 'LoginNameTaken' } });
    const { account } = await signIn('one-role', zijin.password);
    expect(account).toMatchObject({ role: 'provider', programmeId: 'jiangsu' });
  });
});

describe('signing in', () => {
  test('when name or password is wrong, then both are answered alike', async () => {
    await call(port, 'POST /v1/accounts', { body: { ...zijin, loginName: 'known' } });
    const wrong = await call(port, 'POST /v1/sessions', { body: { loginName: 'known', password: 'wrong' } });
    const unknown = await call(port, 'POST /v1/sessions', {
      body: { loginName: 'unknown', password: 'wrong' },
    });
    for (const answer of [wrong, unknown])
      expect(answer).toMatchObject({ status: 401, body: { code: 'SignInRefused' } });
    const told = (body: unknown) => ({ ...(body as object), requestId: '' });
    expect(told(wrong.body)).toEqual(told(unknown.body));
  });

  test.each(['known-and-locked', 'unknown-and-locked'])(
    'when five passwords for %s were wrong, then the sixth sign-in is refused at every replica',
    async (loginName) => {
      if (loginName === 'known-and-locked')
        await call(port, 'POST /v1/accounts', { body: { ...zijin, loginName } });
      for (let n = 0; n < 5; n += 1) {
        const { status } = await call(running[n % 2]?.port ?? 0, 'POST /v1/sessions', {
          body: { loginName, password: `guess ${n}` },
        });
        expect(status).toBe(401);
      }
      for (const replica of running) {
        const answer = await call(replica.port, 'POST /v1/sessions', {
          body: { loginName, password: zijin.password },
        });
        expect(answer).toMatchObject({ status: 429, body: { code: 'TooManyRequests' } });
      }
    },
  );

  test('when one account signs in many times at once, then none is refused', async () => {
    const sessions = await Promise.all(
      Array.from({ length: 6 }, () => signIn('office-jiangsu', environment.DEMO_PASSWORD)),
    );
    expect(new Set(sessions.map(({ account }) => account.accountId)).size).toBe(1);
  });
});

describe('tokens', () => {
  test('when two processes started at once, then each takes the other one’s tokens', async () => {
    const session = await signIn('admin', environment.BOOTSTRAP_ADMIN_PASSWORD);
    const { kid, alg } = decodeProtectedHeader(session.token);
    for (const replica of running) {
      expect((await call(replica.port, 'GET /v1/accounts/me', bearer(session))).status).toBe(200);
      const { body } = await call(replica.port, 'GET /.well-known/jwks.json');
      expect(body).toMatchObject({ keys: [{ kid, alg: 'EdDSA', kty: 'OKP', crv: 'Ed25519' }] });
      expect(JSON.stringify(body)).not.toContain('"d"');
    }
    expect(alg).toBe('EdDSA');
  });

  test('when a token is issued, then it names account, role and programme and ends after eight hours', async () => {
    const { token, expiresAt, account } = await signIn('finance-shaanxi', environment.DEMO_PASSWORD);
    const claims = decodeJwt(token);
    expect(claims).toMatchObject({ sub: account.accountId, role: 'finance', programme: 'shaanxi' });
    expect((claims.exp ?? 0) - (claims.iat ?? 0)).toBe(8 * 3600);
    expect(new Date((claims.exp ?? 0) * 1000).toISOString()).toBe(expiresAt);
  });

  test('when a token is changed by one character, then it is worth nothing', async () => {
    const { token } = await signIn('auditor', environment.DEMO_PASSWORD);
    const [head = '', claims = '', signature = ''] = token.split('.');
    const forged = Buffer.from(JSON.stringify({ ...decodeJwt(token), role: 'platformAdmin' })).toString(
      'base64url',
    );
    for (const changed of [`${head}.${forged}.${signature}`, `${head}.${claims}.`]) {
      const answer = await call(port, 'GET /v1/accounts/me', { authorization: `Bearer ${changed}` });
      expect(answer.status).toBe(401);
    }
  });
});

describe('staff accounts', () => {
  const reviewer = { ...zijin, loginName: 'new-reviewer', role: 'reviewer', programmeId: 'shaanxi' };

  test('when the platform administrator makes one, then it signs in with its role', async () => {
    const admin = await signIn('admin', environment.BOOTSTRAP_ADMIN_PASSWORD);
    const made = await call(port, 'POST /v1/staff-accounts', { ...bearer(admin), body: reviewer });
    expect(made).toMatchObject({ status: 201, body: { role: 'reviewer', programmeId: 'shaanxi' } });
    expect((await signIn('new-reviewer', zijin.password)).account.role).toBe('reviewer');
  });

  test('when anybody else tries, then he is refused', async () => {
    const office = await signIn('office-jiangsu', environment.DEMO_PASSWORD);
    const body = { ...reviewer, loginName: 'sneaked-in' };
    expect((await call(port, 'POST /v1/staff-accounts', { ...bearer(office), body })).status).toBe(403);
    expect((await call(port, 'POST /v1/staff-accounts', { body })).status).toBe(401);
  });
});

describe('first accounts', () => {
  test('when a process starts again, then they are there once and keep their passwords', async () => {
    const before = await signIn('admin', environment.BOOTSTRAP_ADMIN_PASSWORD);
    const third = await startTestProcess({
      definitions: [definition],
      instance,
      environment: { ...environment, BOOTSTRAP_ADMIN_PASSWORD: 'another admin password' },
    });
    try {
      const after = await signIn('admin', environment.BOOTSTRAP_ADMIN_PASSWORD, third.port);
      expect(after.account).toEqual(before.account);
    } finally {
      await third.stop();
    }
    const told = events.seen().filter(({ subject }) => subject === before.account.accountId);
    expect(new Set(told.map(({ id }) => id)).size).toBe(1);
  });

  test('when demo accounts are wanted without their password, then the process does not start', async () => {
    await expect(
      startTestProcess({
        definitions: [definition],
        instance: freshInstance(),
        environment: { ...environment, DEMO_PASSWORD: '' },
      }),
    ).rejects.toThrow('DEMO_PASSWORD');
  });
});

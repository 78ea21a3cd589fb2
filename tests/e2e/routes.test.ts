import { randomBytes } from 'node:crypto';
import { serviceOfPath } from '@kequan/gateway';
import { decide, type Route } from '@kequan/kit';
import { createWitness } from '../journey/witness';
import { tryAsEverybody } from '../routes/access';
import { makeCast, ownerOf, type Cast, type Person } from '../routes/cast';
import { makeDealFacts } from '../routes/deal-facts';
import { makeFacts } from '../routes/facts';
import { hostileTries, tryHostile } from '../routes/hostile';
import { makePayoutFacts } from '../routes/payout-facts';
import { faultsOf } from '../routes/problems';
import { sendRaw } from '../routes/raw-request';
import { storedIn, uniqueIndexesIn, type Stored } from '../routes/stored';
import { TRIALS, type Facts, type Trial } from '../routes/trials';
import { lineOf } from '../routes/try-route';
import { verdictOfPolicy } from '../routes/verdict';
import { makeUnitFacts } from '../routes/unit-facts';
import { makeVoucherFacts } from '../routes/voucher-facts';
import { watchEvents } from '../watch/event-watch';
import { settled } from '../watch/settled';
import { hostileUploads } from '../routes/hostile-uploads';
import { givenByTheRun } from './support/settings';
import { startSystem, type SystemInProcess } from './support/system-in-process';

const LONG_MS = 300_000;

describe('every route, as everybody and with hostile input', () => {
  const marker = `hostile${randomBytes(6).toString('hex')}`;
  let system: SystemInProcess;
  let routes: Route[];
  let facts: Facts;
  let cast: Cast;

  beforeAll(async () => {
    // No notice ends by itself while what is stored is compared.
    system = await startSystem({ KEQUAN_PAYOUT_NOTICE_SECONDS: '86400' });
    // What reads comes first: what changes something by right would change what the others see.
    routes = [...system.process.services.values()]
      .flatMap((service) => service.routes)
      .sort((a, b) => Number(a.method !== 'get') - Number(b.method !== 'get'));
    const watch = await watchEvents(givenByTheRun('KAFKA_BROKERS'), system.instance);
    try {
      const witness = createWitness(watch, givenByTheRun('SMS_URL'));
      const made = await makeFacts(system.url, system.staffPassword, witness);
      cast = await makeCast(system.url, system.adminPassword, {
        loginName: `zijin-${made.run.values.get('run') ?? ''}`,
        password: made.run.values.get('password') ?? '',
      });
      const unitFacts = await makeUnitFacts(system.url, cast);
      const known = { ...made.facts, ...unitFacts, ...(await makeVoucherFacts(system.url, cast)) };
      const deal = await makeDealFacts(system.url, cast, known);
      const payout = await makePayoutFacts(system.url, system.process, cast, known.holderId);
      facts = { ...known, ...deal, ...payout };
    } finally {
      await watch.stop();
    }
  }, LONG_MS);
  afterAll(() => system.process.stop());

  test('when a route is added or taken away, then the table of trials must say so', () => {
    expect(Object.keys(TRIALS).sort()).toEqual(routes.map(lineOf).sort());
  });

  test(
    'when hostile input comes, then it is refused with every wrong field, and nothing of it is stored',
    async () => {
      const services = [...system.process.services.keys()];
      const before = await stored(services);
      const faults: string[] = [];
      let tries = 0;
      for (const route of routes) {
        const trial = TRIALS[lineOf(route)];
        if (!trial) continue; // told by the test above
        const hostile = hostileTries(route, trial, facts, passing(route, trial), marker);
        tries += hostile.length;
        faults.push(...(await tryHostile(system.url, route, hostile)));
      }

      expect(faults).toEqual([]);
      expect(tries).toBeGreaterThan(300);
      const after = await stored(services);
      expect(after.marked).toEqual([]);
      expect(after.counts).toEqual(before.counts);
    },
    LONG_MS,
  );

  test(
    'when what is uploaded is no good file, then it is refused and not kept',
    async () => {
      const faults: string[] = [];
      for (const { what, status, code, body, headers } of hostileUploads()) {
        const answer = await sendRaw(system.url, {
          method: 'POST',
          path: '/v1/files',
          token: cast.owner.token,
          body,
          headers: { ...headers, 'Accept-Language': 'en' },
        });
        const wrong =
          answer.status === status && answer.text.includes(`"${code}"`)
            ? faultsOf(answer, 'en')
            : [`expected ${status} ${code}, found ${answer.status} ${answer.text.slice(0, 200)}`];
        faults.push(...wrong.map((fault) => `${what}: ${fault}`));
      }

      expect(faults).toEqual([]);
    },
    LONG_MS,
  );

  test(
    'when each route is tried as everybody, then its policy and its reach alone decide',
    async () => {
      const faults: string[] = [];
      for (const route of routes) faults.push(...(await tryAsEverybody(system.url, route, cast, facts)));

      expect(faults).toEqual([]);
    },
    LONG_MS,
  );

  test('when a token is not ours, then nobody is signed in by it', async () => {
    const [header = '', claims = '', signature = ''] = (cast.owner.token ?? '').split('.');
    const forged = JSON.stringify({ ...decoded(claims), role: 'platformAdmin' });
    const unsigned = JSON.stringify({ ...decoded(header), alg: 'none' });
    const tokens = [
      'x',
      `${header}.${encoded(forged)}.${signature}`,
      `${encoded(unsigned)}.${encoded(forged)}.`,
      `${header}.${claims}.${encoded(randomBytes(64))}`,
    ];
    for (const token of tokens) {
      const answer = await sendRaw(system.url, { method: 'GET', path: '/v1/accounts/me', token });
      expect(answer.status).toBe(401);
      expect(faultsOf(answer, 'zh')).toEqual([]);
    }
  });

  test('when a path is no route, then the answer is a problem like every other', async () => {
    for (const path of ['/v1/nothing', '/v1/institutions/../../etc/passwd', '/%FF', '/v2/accounts/me']) {
      const answer = await sendRaw(system.url, { method: 'GET', path });
      expect([path, answer.status, faultsOf(answer, 'zh')]).toEqual([path, expect.any(Number), []]);
      expect([400, 404]).toContain(answer.status);
    }
  });

  test('when the API is described, then every route stands in it', async () => {
    const answer = await sendRaw(system.url, { method: 'GET', path: '/openapi.json' });
    const { paths } = JSON.parse(answer.text) as { paths: Record<string, Record<string, unknown>> };
    const described = Object.entries(paths).flatMap(([path, methods]) =>
      Object.keys(methods).map((method) => `${method} ${path.replace(/\{(\w+)\}/g, ':$1')}`),
    );

    expect(described).toEqual(expect.arrayContaining(routes.map(lineOf)));
  });

  test('G16: when the store is sharded by the hash of _id, then no index stands in the way', async () => {
    const services = [...system.process.services.keys()];
    const unique = await uniqueIndexesIn(givenByTheRun('MONGODB_URL'), system.instance, services);
    // GridFS makes this one itself; its collection is sharded by it, the file's id first.
    expect(unique.filter((one) => !one.startsWith('files.content.chunks'))).toEqual([]);
  });

  test('when services run apart, then the public door knows whose each path is', () => {
    for (const [name, { routes: own }] of system.process.services)
      for (const { path } of own) expect([path, serviceOfPath(path)]).toEqual([path, name]);
  });

  /** What is stored when nothing is on its way any more. */
  async function stored(services: readonly string[]): Promise<Stored> {
    const mongodbUrl = givenByTheRun('MONGODB_URL');
    const kafkaBrokers = givenByTheRun('KAFKA_BROKERS');
    const temporalAddress = givenByTheRun('TEMPORAL_ADDRESS');
    await settled({ mongodbUrl, kafkaBrokers, temporalAddress }, system.instance);
    return storedIn(mongodbUrl, system.instance, services, marker);
  }

  /** Somebody whom the route's policy lets pass: the owner of the facts where he may. */
  function passing(route: Route, trial: Trial): Person {
    const person = [ownerOf(trial, cast), ...cast.everybody].find(
      (candidate) => verdictOfPolicy(route.policy, candidate) === 'through',
    );
    if (!person) throw new Error(`${lineOf(route)}: nobody of the cast may use it`);
    return person;
  }
});

describe('the verdict of a policy', () => {
  test('when it is computed here, then it is the one that the kit computes', () => {
    const person: Person = { name: 'x', role: 'office', programmeId: 'jiangsu', accountId: 'a', token: 't' };
    const caller = { accountId: 'a', role: 'office' as const, programmeId: 'jiangsu' };
    const roles = { kind: 'roles', roles: ['provider'] } as const;
    expect([decide(roles, caller), verdictOfPolicy(roles, person)]).toEqual(['no', 'notAllowed']);
    expect([decide(roles, undefined), verdictOfPolicy(roles, { ...person, role: undefined })]).toEqual([
      'signIn',
      'signIn',
    ]);
  });
});

function decoded(part: string): object {
  return JSON.parse(Buffer.from(part, 'base64url').toString('utf8')) as object;
}

function encoded(content: string | Buffer): string {
  return Buffer.from(content).toString('base64url');
}

import request from 'supertest';
import { Registry } from 'prom-client';
import { healthRoutes } from './health';
import type { Broker } from './events/broker';
import { readinessOf } from './running/readiness';
import { connectStore } from './store/connection';
import { testApp } from './testing/app';

const never = (): Promise<never> => new Promise<never>(() => undefined);
const broker = (ping: () => Promise<void>): Broker => ({ ping }) as Broker;

describe('how a process is', () => {
  let store: Awaited<ReturnType<typeof connectStore>>;
  beforeAll(async () => void (store = await connectStore(process.env['MONGODB_URL'] ?? '', 'test')));
  afterAll(() => store.close());

  const good = {
    isServing: () => true,
    broker: broker(async () => undefined),
    workers: [{ isRunning: () => true }],
  };
  const ready = (parts: Partial<Parameters<typeof readinessOf>[0]>) =>
    request(testApp(healthRoutes(readinessOf({ stores: [store], ...good, ...parts }), new Registry()))).get(
      '/readyz',
    );

  it('when everything answers, then it is ready', async () => {
    await ready({}).expect(200, { ready: true, store: true, workers: true, broker: true });
  });

  it.each([
    ['it is ending', { isServing: () => false }, 'ready'],
    ['a worker has ended', { workers: [{ isRunning: () => true }, { isRunning: () => false }] }, 'workers'],
  ])('when %s, then it is not ready and says why', async (_what, parts, why) => {
    const answer = await ready(parts).expect(503);
    expect(answer.body).toMatchObject({ [why]: false });
  });

  it('when the store is gone, then it is not ready', async () => {
    const gone = await connectStore(process.env['MONGODB_URL'] ?? '', 'test');
    await gone.close();
    const answer = await ready({ stores: [gone] }).expect(503);
    expect(answer.body).toMatchObject({ ready: true, store: false });
  });

  it('when the broker is away or hangs, then that is shown in time and the process stays ready', async () => {
    await ready({ broker: broker(() => Promise.reject(new Error('away'))) }).expect(200, /"broker":false/);
    const startedMs = Date.now();
    await ready({ broker: broker(never) }).expect(200, /"broker":false/);
    expect(Date.now() - startedMs).toBeLessThan(10_000);
  });
});

it('when figures are asked for, then they come in the form of Prometheus', async () => {
  const registry = new Registry();
  const app = testApp(healthRoutes({ check: never }, registry), { registry });
  await request(app).get('/livez').expect(200, { live: true });
  const { text, headers } = await request(app).get('/metrics').expect(200);
  expect(headers['content-type']).toContain('text/plain');
  expect(text).toContain('kequan_http_request_seconds_bucket');
});

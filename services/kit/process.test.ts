import { join } from 'node:path';
import { EventSource, newId, readEvent, topicOf } from '@kequan/contracts';
import { startProcess } from './process';
import { mayPass } from './failures/judge';
import { readTopic, testBroker } from './testing/broker';
import { call } from './testing/call';
import { startChild } from './testing/child';
import { testIdentity } from './testing/identity';
import { freshInstance, startTestProcess } from './testing/process';
import { purseService } from './testing/purse-service';
import { until } from './testing/until';
import type { RunningProcess } from './process';
import type { ServiceDefinition } from './service';

const running: RunningProcess[] = [];
afterEach(async () => {
  await Promise.all(running.splice(0).map((one) => one.stop()));
});
async function start(
  definition: ServiceDefinition,
  instance = freshInstance(),
  environment: NodeJS.ProcessEnv = {},
): Promise<RunningProcess> {
  const identity = await testIdentity();
  const one = await startTestProcess({
    definitions: [identity.definition, definition],
    instance,
    environment,
  });
  running.push(one);
  return one;
}
/** Ends a process in the middle of a test. */
async function end(one: RunningProcess): Promise<void> {
  running.splice(running.indexOf(one), 1);
  await one.stop();
}
const idOf = (answer: { body: unknown }): string => (answer.body as { id: string }).id;

describe('a process', () => {
  it('when it has started, then its routes, its worker and its consumer work', async () => {
    const heard: string[] = [];
    const { definition } = purseService({ handle: async ({ subject }) => void heard.push(subject) });
    const { port } = await start(definition);
    expect((await call(port, 'GET /readyz')).body).toEqual({
      ready: true,
      store: true,
      workers: true,
      broker: true,
    });
    const made = await call(port, 'POST /v1/purses', { body: { name: '甲' }, idempotencyKey: 'k' });
    expect(made.status).toBe(201);
    const again = await call(port, 'POST /v1/purses', { body: { name: '甲' }, idempotencyKey: 'k' });
    expect(idOf(again)).toBe(idOf(made));
    const other = await call(port, 'POST /v1/purses', { body: { name: '乙' }, idempotencyKey: 'k' });
    expect(other).toMatchObject({ status: 422, body: { code: 'IdempotencyKeyReused' } });
    await until('its own event', async () => heard.includes(idOf(made)));
    expect(heard).toEqual([idOf(made)]);
  });

  it('when it ends, then requests under way are answered and every event is told', async () => {
    const instance = freshInstance();
    let begun = 0;
    let letGo = (): void => undefined;
    const gate = new Promise<void>((resolve) => void (letGo = resolve));
    const service = purseService({
      gate: () => {
        begun += 1;
        return gate;
      },
    });
    const one = await start(service.definition, instance);
    const ids = await Promise.all(
      Array.from({ length: 30 }, async (_, n) =>
        idOf(await call(one.port, 'POST /v1/purses', { body: { name: String(n) } })),
      ),
    );
    const slow = [call(one.port, 'GET /v1/slow'), call(one.port, 'GET /v1/slow')];
    await until('the slow requests', async () => begun === 2);
    const left = service.purses();
    const ended = end(one);
    letGo();
    for (const answer of await Promise.all(slow))
      expect(answer).toMatchObject({ status: 200, body: { slow: true } });
    await ended;
    await expect(call(one.port, 'GET /livez')).rejects.toThrow();
    expect(mayPass(await left.model.findOne({}).catch((error: unknown) => error))).toBe(true);

    const broker = testBroker();
    const reader = await readTopic(broker, topicOf(instance, EventSource.enum.institution));
    await until('all events', async () => reader.messages().length >= 30);
    expect(
      reader
        .messages()
        .map(({ key }) => key)
        .sort(),
    ).toEqual([...ids].sort());
    await reader.stop();
    await broker.stop();
    const next = purseService();
    await start(next.definition, instance);
    expect(await next.purses().model.countDocuments({ 'outbox.id': { $exists: true } })).toBe(0);
  });

  it('when a handler of events hangs, then the process ends all the same and the event comes to the next', async () => {
    const instance = freshInstance();
    let isHanging = false;
    const hanging = purseService({
      handle: () => {
        isHanging = true;
        return new Promise(() => undefined);
      },
    });
    const one = await start(hanging.definition, instance, { SHUTDOWN_GRACE_MS: '100' });
    const id = idOf(await call(one.port, 'POST /v1/purses', { body: { name: 'a' } }));
    await until('the hanging handler', async () => isHanging);
    await end(one);
    const heard: string[] = [];
    await start(
      purseService({ handle: async ({ subject }) => void heard.push(subject) }).definition,
      instance,
    );
    await until('the event', async () => heard.includes(id), 40_000);
  });

  it('when two of one service run side by side, then every command is done once and every event has its effect once', async () => {
    const instance = freshInstance();
    const services = [1, 2].map(() => {
      const service = purseService({
        handle: async (event) => {
          await service
            .purses()
            .command(event.subject, { key: `effect:${event.id}`, change: { $inc: { balance: 1 } } });
        },
      });
      return service;
    });
    const ports = await Promise.all(
      services.map(async ({ definition }) => (await start(definition, instance)).port),
    );
    const [first = 0, second = 0] = ports;
    const ids = await Promise.all(
      Array.from({ length: 6 }, async (_, n) =>
        idOf(await call(n % 2 ? first : second, 'POST /v1/purses', { body: { name: String(n) } })),
      ),
    );
    // Each command is sent to both, as a client does whose first answer was lost.
    await Promise.all(
      ids.flatMap((id) =>
        Array.from({ length: 5 }, (_, n) => `POST /v1/purses/${id}/events#${n}`).flatMap((line) =>
          ports.map((port) =>
            call(port, line.split('#')[0] ?? '', { idempotencyKey: line.split('#')[1] ?? '' }),
          ),
        ),
      ),
    );
    const store = services[0]?.purses();
    const effects = async () => Promise.all(ids.map(async (id) => (await store?.get(id))?.balance));
    await until('all effects', async () => (await effects()).every((balance) => balance === 6));
    const broker = testBroker();
    const reader = await readTopic(broker, topicOf(instance, EventSource.enum.institution));
    await until('all events', async () => {
      const told = reader.messages().map(({ value }) => readEvent(value));
      return new Set(told.map((read) => read.kind === 'event' && read.event.id)).size >= 36;
    });
    await reader.stop();
    await broker.stop();
    expect(await effects()).toEqual(Array.from({ length: 6 }, () => 6));
  });

  it('when a part does not start, then what had started is ended, newest first, and the reason is told', async () => {
    const steps: string[] = [];
    const healthy = purseService({
      start: async () => void steps.push('start'),
      stop: async () => void steps.push('stop'),
    });
    const failing: ServiceDefinition = {
      name: 'failing',
      create: () => ({ routes: [], start: () => Promise.reject(new Error('no licence')) }),
    };
    const identity = await testIdentity();
    const started = startTestProcess({ definitions: [identity.definition, healthy.definition, failing] });
    await expect(started).rejects.toThrow('no licence');
    expect(steps).toEqual(['start', 'stop']);
    const after = await healthy
      .purses()
      .find(newId())
      .catch((error: unknown) => error);
    expect(mayPass(after)).toBe(true);
  });

  it.each([
    ['fails', 'Error: does not start'],
    ['ends', 'answered 201'],
  ])('when it %s, then nothing is left open and its process ends by itself', async (how, said) => {
    const child = startChild(join(__dirname, 'testing', 'children', 'short-life.ts'), [how]);
    expect(await child.next()).toBe(said);
    expect(await child.ended()).toBe(0);
  });

  it('when settings are wrong, then it does not even begin', async () => {
    const { definition } = purseService();
    const started = startProcess({
      definitions: [definition],
      environment: { PORT: '99999' },
      bundlePath: () => Promise.reject(new Error('asked for a bundle')),
    });
    await expect(started).rejects.toThrow(
      /PORT[^]*TEMPORAL_ADDRESS[^]*MONGODB_URL[^]*KAFKA_BROKERS[^]*KEQUAN_SECRET/,
    );
  });

  it('when identity is nowhere to be found, then it does not start', async () => {
    const { definition } = purseService();
    await expect(startTestProcess({ definitions: [definition] })).rejects.toThrow('IDENTITY_URL');
  });

  it('when a service writes events and does not say what it publishes, then that is told at once', async () => {
    const { definition } = purseService();
    const silent = { name: definition.name, create: definition.create.bind(definition) };
    const { port } = await start(silent);
    expect((await call(port, 'POST /v1/purses', { body: { name: 'a' } })).status).toBe(500);
  });
});

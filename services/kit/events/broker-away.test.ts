import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { newId, readEvent, topicOf } from '@kequan/contracts';
import { startInfra, type Infra } from '@kequan/dev';
import { createLog } from '../base/log';
import { aggregateStore } from '../store/aggregate';
import { readTopic, testBroker, type TopicReader } from '../testing/broker';
import { freshInstance } from '../testing/process';
import { numbered, numberOf, purseSchema } from '../testing/purse';
import { testStore, type TestStore } from '../testing/store';
import { until } from '../testing/until';
import type { Broker, Publisher } from './broker';
import { createRelay, type Relay } from './relay';

const START_WITHIN_MS = 120_000;
const topic = topicOf(freshInstance(), 'institution');
let dataDir: string;
let infra: Infra;
let store: TestStore;
let broker: Broker;
let publisher: Publisher;
let reader: TopicReader;
let relay: Relay;

/** A broker of this test's own: it is killed, which the one of the whole run must not be. */
beforeAll(async () => {
  dataDir = await mkdtemp(join(tmpdir(), 'kequan-broker-away-'));
  delete process.env['KAFKA_BROKERS'];
  infra = await startInfra({ dataDir, parts: ['kafka'] });
  store = await testStore();
  broker = testBroker(infra.endpoints.kafkaBrokers);
  await broker.ensureTopics([{ topic, partitions: 3, replication: 1 }]);
  publisher = await broker.publisher();
  reader = await readTopic(broker, topic);
  relay = createRelay({ topic, publisher, log: createLog('silent', 'test'), sweepEveryMs: 500 });
  relay.start();
}, START_WITHIN_MS);
afterAll(async () => {
  await relay.stop(5_000);
  await reader.stop();
  await publisher.stop();
  await broker.stop();
  await store.close();
  await infra.stop();
  await rm(dataDir, { recursive: true });
}, START_WITHIN_MS);

it(
  'when the broker is killed for a while, then commands go on and all events come after, in order',
  async () => {
    const purses = aggregateStore(store.connection, 'purses', purseSchema, 'institution', relay);
    const ids = Array.from({ length: 4 }, () => newId());
    for (const id of ids) await purses.insert(id, { balance: 0 }, { key: 'made' });
    const write = async (from: number, to: number): Promise<void> => {
      for (let n = from; n <= to; n += 1)
        for (const id of ids) await purses.command(id, { key: `k${n}`, events: [numbered(n)] });
    };
    const told = (id: string): number[] => {
      const byId = new Map<string, number>();
      for (const { key, value } of reader.messages()) {
        const read = key === id ? readEvent(value) : undefined;
        if (read?.kind === 'event' && !byId.has(read.event.id)) byId.set(read.event.id, numberOf(read.event));
      }
      return [...byId.values()];
    };

    await write(1, 5);
    await until('the first events', async () => ids.every((id) => told(id).length === 5));
    await infra.kill('kafka', 'SIGKILL');
    await write(6, 15);
    expect(relay.pending()).toBe(40);
    await expect(broker.ping()).rejects.toThrow();
    await infra.restart('kafka');
    await write(16, 20);
    await until('all events', async () => ids.every((id) => told(id).length >= 20), 60_000);
    for (const id of ids) expect(told(id)).toEqual(Array.from({ length: 20 }, (_, n) => n + 1));
    await until(
      'empty outboxes',
      async () => !(await purses.model.findOne({ 'outbox.id': { $exists: true } })),
    );
    await broker.ping();
  },
  2 * START_WITHIN_MS,
);

it(
  'when the broker is killed between an effect and its commit, then the message comes again and is committed',
  async () => {
    const sent = topicOf(freshInstance(), 'catalog');
    await broker.ensureTopics([{ topic: sent, partitions: 1, replication: 1 }]);
    await publisher.publish(sent, [{ key: 'a', value: 'effect' }]);
    const ends: ('lost' | 'kept')[] = [];
    let back: Promise<void> | undefined;
    const subscription = await broker.subscribe(`${sent}.group`, [sent], async ({ messages, done }) => {
      const [message] = messages;
      if (!message) return;
      if (!back) {
        await infra.kill('kafka', 'SIGKILL');
        back = infra.restart('kafka');
      }
      try {
        await done(message);
      } catch (error) {
        ends.push('lost');
        throw error;
      }
      ends.push('kept');
    });
    try {
      await until('a commit that is kept', async () => ends.includes('kept'), 60_000);
      expect(ends[0]).toBe('lost');
    } finally {
      await back;
      await subscription.stop();
    }
  },
  2 * START_WITHIN_MS,
);

import { join } from 'node:path';
import { newId, readEvent, topicOf } from '@kequan/contracts';
import { createLog } from '../base/log';
import { aggregateStore } from '../store/aggregate';
import { readTopic, testBroker, type TopicReader } from '../testing/broker';
import { startChild } from '../testing/child';
import { freshInstance } from '../testing/process';
import { numberOf, purseSchema } from '../testing/purse';
import { testStore, type TestStore } from '../testing/store';
import { until } from '../testing/until';
import type { Broker, Publisher } from './broker';
import { createRelay, type Relay } from './relay';

const WRITER = join(__dirname, '..', 'testing', 'children', 'writer.ts');
const topic = topicOf(freshInstance(), 'institution');
let store: TestStore;
let broker: Broker;
let reader: TopicReader;
let publisher: Publisher;
let relay: Relay;
beforeAll(async () => {
  store = await testStore();
  broker = testBroker();
  await broker.ensureTopics([{ topic, partitions: 3, replication: 1 }]);
  reader = await readTopic(broker, topic);
  publisher = await broker.publisher();
  relay = createRelay({ topic, publisher, log: createLog('silent', 'test'), sweepEveryMs: 100 });
});
afterAll(async () => {
  await relay.stop(5_000);
  await reader.stop();
  await publisher.stop();
  await broker.stop();
  await store.close();
});

/** The numbers of an aggregate's events, each where it stands first in the topic. */
function toldOf(id: string): number[] {
  const byId = new Map<string, number>();
  for (const { key, value } of reader.messages()) {
    const read = key === id ? readEvent(value) : undefined;
    if (read?.kind === 'event' && !byId.has(read.event.id)) byId.set(read.event.id, numberOf(read.event));
  }
  return [...byId.values()];
}

it('when a writing process is killed again and again, then every command is told once in effect, and in order', async () => {
  const acknowledged = new Map<string, number>();
  for (const atLeast of [3, 40, 150]) {
    const ids = Array.from({ length: 4 }, () => newId());
    const child = startChild(WRITER, [store.db.databaseName, topic, ...ids]);
    for (let n = 0; n < atLeast; n += 1) await child.next();
    await child.kill();
    for (const message of child.messages()) {
      const { id, number } = message as { id: string; number: number };
      acknowledged.set(id, Math.max(number, acknowledged.get(id) ?? 0));
    }
  }
  const purses = aggregateStore(store.connection, 'purses', purseSchema, 'institution', relay);
  relay.start();
  for (const [id, last] of acknowledged) {
    // What the store took and could no longer acknowledge may be more, never less.
    const balance = await until('what is in the store is told', async () => {
      const { balance: written } = await purses.get(id);
      return toldOf(id).length >= written && written;
    });
    expect(balance).toBeGreaterThanOrEqual(last);
    expect(toldOf(id)).toEqual(Array.from({ length: balance }, (_, n) => n + 1));
  }
  await until(
    'empty outboxes',
    async () => !(await purses.model.findOne({ 'outbox.id': { $exists: true } })),
  );
});

import { newId, readEvent, topicOf, type KeQuanEvent } from '@kequan/contracts';
import { KafkaJSConnectionError } from 'kafkajs';
import { pino } from 'pino';
import { createLog } from '../base/log';
import { aggregateStore, type AggregateStore } from '../store/aggregate';
import { readTopic, testBroker, type TopicReader } from '../testing/broker';
import { freshInstance } from '../testing/process';
import { numbered, numberOf, type Purse, purseSchema } from '../testing/purse';
import { testStore, type TestStore } from '../testing/store';
import { until } from '../testing/until';
import type { Broker, Publisher } from './broker';
import { createRelay, type Relay } from './relay';

const log = createLog('silent', 'test');
const levelOf = (line: string) => pino.levels.labels[(JSON.parse(line) as { level: number }).level] ?? '';
const topic = topicOf(freshInstance(), 'institution');
let broker: Broker;
let publisher: Publisher;
let reader: TopicReader;
beforeAll(async () => {
  broker = testBroker();
  await broker.ensureTopics([{ topic, partitions: 3, replication: 1 }]);
  publisher = await broker.publisher();
  reader = await readTopic(broker, topic);
});
afterAll(async () => {
  await reader.stop();
  await publisher.stop();
  await broker.stop();
});

let store: TestStore;
const relays: Relay[] = [];
beforeEach(async () => void (store = await testStore()));
afterEach(async () => {
  await Promise.all(relays.splice(0).map((relay) => relay.stop(0)));
  await store.close();
});

interface Wired {
  relay: Relay;
  purses: AggregateStore<Purse>;
}
/** A relay with the store that hands over to it, as one process has them. */
function wired(through: Publisher = publisher, sweepEveryMs = 100, telling = log): Wired {
  const relay = createRelay({ topic, publisher: through, log: telling, sweepEveryMs, sweepAfterMs: 100 });
  relays.push(relay);
  return { relay, purses: aggregateStore(store.connection, 'purses', purseSchema, 'institution', relay) };
}
async function purse({ purses }: Wired): Promise<string> {
  const id = newId();
  await purses.insert(id, { balance: 0 }, { key: 'made' });
  return id;
}
const tell = ({ purses }: Wired, id: string, number: number) =>
  purses.command(id, { key: `k${number}`, change: { $push: { told: number } }, events: [numbered(number)] });

/** The events of an aggregate as they stand in the topic. */
function arrived(id: string): KeQuanEvent[] {
  return reader
    .messages()
    .filter(({ key }) => key === id)
    .flatMap(({ value }) => {
      const read = readEvent(value);
      return read.kind === 'event' ? [read.event] : [];
    });
}
const numbers = (id: string) => arrived(id).map(numberOf);
const distinct = (id: string) => [
  ...new Map(arrived(id).map((event) => [event.id, numberOf(event)])).values(),
];
const outboxIsEmpty = async ({ purses }: Wired, id: string) => (await purses.get(id)).outbox.length === 0;

describe('the relay', () => {
  it('when many write to many aggregates at once, then each aggregate keeps its order and nothing comes twice', async () => {
    const one = wired(publisher, 60_000);
    one.relay.start();
    const ids = await Promise.all(Array.from({ length: 10 }, () => purse(one)));
    await Promise.all(ids.flatMap((id) => Array.from({ length: 20 }, (_, n) => tell(one, id, n))));
    await until('all events', async () => ids.every((id) => arrived(id).length >= 20));
    for (const id of ids) expect(numbers(id)).toEqual((await one.purses.get(id)).told);
    await until('empty outboxes', async () =>
      (await Promise.all(ids.map((id) => outboxIsEmpty(one, id)))).every(Boolean),
    );
    expect(one.relay.pending()).toBe(0);
  });

  it('when commands of one aggregate follow each other, then its events do too', async () => {
    const one = wired();
    one.relay.start();
    const id = await purse(one);
    for (let n = 1; n <= 30; n += 1) await tell(one, id, n);
    await until('all events', async () => numbers(id).length >= 30);
    expect(numbers(id)).toEqual(Array.from({ length: 30 }, (_, n) => n + 1));
  });

  it('when a process ends between write and publishing, then the next one finds the events, in order', async () => {
    const dying = wired();
    const id = await purse(dying);
    for (const n of [1, 2, 3]) await tell(dying, id, n);
    const next = wired();
    next.relay.start();
    await until('what was left', async () => numbers(id).length >= 3);
    expect(numbers(id)).toEqual([1, 2, 3]);
    await until('an empty outbox', () => outboxIsEmpty(next, id));
  });

  it('when a process hangs while publishing, then it ends in time and the next one goes on', async () => {
    const hanging = wired({ publish: () => new Promise(() => undefined), stop: async () => undefined });
    hanging.relay.start();
    const id = await purse(hanging);
    await tell(hanging, id, 1);
    await tell(hanging, id, 2);
    const startedMs = Date.now();
    await hanging.relay.stop(200);
    expect(Date.now() - startedMs).toBeLessThan(5_000);
    const next = wired();
    next.relay.start();
    await until('both events', async () => numbers(id).length >= 2);
    expect(numbers(id)).toEqual([1, 2]);
  });

  it('when a process ends between publishing and removal, then the events come twice at most, with the same ids', async () => {
    const dying = wired({
      // The broker has them, and the process never hears of it.
      publish: (...of) => publisher.publish(...of).then(() => new Promise(() => undefined)),
      stop: async () => undefined,
    });
    dying.relay.start();
    const id = await purse(dying);
    await tell(dying, id, 1);
    await until('the first delivery', async () => numbers(id).length >= 1);
    const next = wired();
    next.relay.start();
    await until('an empty outbox', () => outboxIsEmpty(next, id));
    await until('the second delivery', async () => numbers(id).length >= 2);
    expect(numbers(id)).toEqual([1, 1]);
    expect(new Set(arrived(id).map((event) => event.id)).size).toBe(1);
  });

  it('when the broker refuses for a while, then commands go on and the events come after, in order', async () => {
    let isAway = true;
    let refusals = 0;
    const one = wired({
      publish: (...of) => {
        if (!isAway) return publisher.publish(...of);
        refusals += 1;
        return Promise.reject(new Error('away'));
      },
      stop: async () => undefined,
    });
    one.relay.start();
    const id = await purse(one);
    for (let n = 1; n <= 20; n += 1) await tell(one, id, n);
    await until('some refusals', async () => refusals >= 3);
    expect(one.relay.pending()).toBe(20);
    expect(numbers(id)).toEqual([]);
    isAway = false;
    await until('all events', async () => numbers(id).length >= 20);
    expect(numbers(id)).toEqual(Array.from({ length: 20 }, (_, n) => n + 1));
  });

  it.each([
    ['a broker that is away', new KafkaJSConnectionError('away'), 'warn'],
    ['a mistake of ours', new TypeError('mistake'), 'error'],
  ] as const)(
    'when %s keeps events back, then they wait, and it is told as %s: %s',
    async (_, error, level) => {
      const told = new Set<string>();
      const telling = createLog('warn', 'test', { write: (line) => void told.add(levelOf(line)) });
      let refusals = 0;
      const one = wired(
        {
          publish: () => {
            refusals += 1;
            return Promise.reject(error);
          },
          stop: async () => undefined,
        },
        60_000,
        telling,
      );
      one.relay.start();
      const id = await purse(one);
      await tell(one, id, 1);
      await until('some refusals', async () => refusals >= 2);
      expect(one.relay.pending()).toBe(1);
      expect([...told]).toEqual([level]);
    },
  );

  it('when two replicas write to one aggregate, then every event comes and the first of each are in order', async () => {
    const [one, other] = [wired(), wired()];
    one.relay.start();
    other.relay.start();
    const id = await purse(one);
    for (let n = 1; n <= 40; n += 1) await tell(n % 2 === 0 ? one : other, id, n);
    await until('all events', async () => distinct(id).length >= 40);
    expect(distinct(id)).toEqual(Array.from({ length: 40 }, (_, n) => n + 1));
  });

  it('when a crash left very many, then one sweep takes them all', async () => {
    const dying = wired();
    const ids = Array.from({ length: 600 }, () => newId());
    const left = await Promise.all(
      ids
        .slice(0, 1)
        .map((id) => dying.purses.insert(id, { balance: 0 }, { key: 'made', events: [numbered(1)] })),
    );
    const [sample] = left;
    if (!sample) throw new Error('no sample');
    await dying.purses.model.insertMany(
      ids.slice(1).map((id) => ({
        ...sample.doc,
        _id: id,
        outbox: sample.doc.outbox.map((event) => ({ ...event, id: newId(), subject: id })),
      })),
    );
    const next = wired(publisher, 60_000);
    next.relay.start();
    const all = new Set(ids);
    await until('all of them', async () => {
      const come = new Set(reader.messages().map(({ key }) => key));
      return [...all].every((id) => come.has(id));
    });
  });

  it('when it ends, then what is pending is published before and leaves its outbox', async () => {
    const one = wired();
    one.relay.start();
    const id = await purse(one);
    await Promise.all(Array.from({ length: 50 }, (_, n) => tell(one, id, n)));
    await one.relay.stop(10_000);
    expect(one.relay.pending()).toBe(0);
    expect(await outboxIsEmpty(one, id)).toBe(true);
    await until('all events', async () => distinct(id).length >= 50);
  });
});

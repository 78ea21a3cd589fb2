import { join } from 'node:path';
import { mongo } from 'mongoose';
import { deadLetterTopicOf, failure, newId, topicOf, type KeQuanEvent } from '@kequan/contracts';
import { createLog } from '../base/log';
import { aggregateStore } from '../store/aggregate';
import { readTopic, testBroker, type TopicReader } from '../testing/broker';
import { startChild } from '../testing/child';
import { freshInstance } from '../testing/process';
import { numbered, numberOf, purseSchema } from '../testing/purse';
import { testStore } from '../testing/store';
import { until } from '../testing/until';
import type { Broker, Publisher, ReceivedMessage, Subscription } from './broker';
import { consume, type EventHandler } from './consumer';
import { stampEvents } from './stamp';

const READER = join(__dirname, '..', 'testing', 'children', 'reader.ts');
let broker: Broker;
let publisher: Publisher;
beforeAll(async () => {
  broker = testBroker();
  publisher = await broker.publisher();
});
afterAll(async () => {
  await publisher.stop();
  await broker.stop();
});

let topic: string;
let deadLetters: TopicReader | undefined;
const subscriptions: Subscription[] = [];
beforeEach(async () => {
  topic = topicOf(freshInstance(), 'institution');
  const specs = [topic, deadLetterTopicOf(topic)].map((name) => ({
    topic: name,
    partitions: 1,
    replication: 1,
  }));
  await broker.ensureTopics(specs);
});
afterEach(async () => {
  await Promise.all(subscriptions.splice(0).map((subscription) => subscription.stop()));
  await deadLetters?.stop();
  deadLetters = undefined;
});

const made = (subject: string, ...numbers: number[]): KeQuanEvent[] =>
  stampEvents('institution', subject, numbers.map(numbered), new Date());
const send = (...events: KeQuanEvent[]) =>
  publisher.publish(
    topic,
    events.map((event) => ({ key: event.subject, value: JSON.stringify(event) })),
  );
const sendText = (value: string, key = 'poison') => publisher.publish(topic, [{ key, value }]);

async function start(
  handle: EventHandler,
  more: { attempts?: number; publisher?: Publisher; handleWithinMs?: number; mostQuietMs?: number } = {},
): Promise<Subscription> {
  const subscription = await consume({
    broker,
    publisher,
    groupId: `${topic}.group`,
    topics: [topic],
    handle,
    log: createLog('silent', 'test'),
    ...more,
  });
  subscriptions.push(subscription);
  return subscription;
}
/** Ends a subscription in the middle of a test. */
async function end(subscription: Subscription): Promise<void> {
  subscriptions.splice(subscriptions.indexOf(subscription), 1);
  await subscription.stop();
}
async function buried(count: number): Promise<string[]> {
  return (await lettersOf(count)).map(({ value }) => value);
}
async function lettersOf(count: number): Promise<readonly ReceivedMessage[]> {
  deadLetters ??= await readTopic(broker, deadLetterTopicOf(topic));
  const reader = deadLetters;
  await until('dead letters', async () => reader.messages().length >= count);
  return reader.messages();
}

describe('a consumer', () => {
  it('when it is killed between effect and commit, then the event comes again and the effect is once', async () => {
    const store = await testStore();
    const purses = aggregateStore(store.connection, 'purses', purseSchema, 'institution', store.relay);
    const id = newId();
    await purses.insert(id, { balance: 0 }, { key: 'made' });
    const [event] = made(id, 1);
    if (!event) throw new Error('no event');
    await send(event);
    const child = startChild(READER, [store.db.databaseName, topic, `${topic}.group`]);
    expect(await child.next()).toBe(event.id);
    await child.kill();
    expect(await purses.get(id)).toMatchObject({ balance: 1 });

    const again: string[] = [];
    await start(async ({ id: eventId, subject }) => {
      const { applied } = await purses.command(subject, { key: eventId, change: { $inc: { balance: 1 } } });
      expect(applied).toBe(false);
      again.push(eventId);
    });
    await until('the event again', async () => again.length > 0, 40_000);
    expect(again).toEqual([event.id]);
    expect(await purses.get(id)).toMatchObject({ balance: 1, version: 2 });
    await store.close();
  });

  it('when messages cannot be read, then they are put aside with the reason and the rest goes on', async () => {
    const seen: number[] = [];
    await start(async (event) => void seen.push(numberOf(event)));
    const [wrong] = made('a', 1);
    await sendText('this is not JSON');
    await sendText(JSON.stringify({ ...wrong, data: { programmeId: 1 } }), 'a');
    await sendText(JSON.stringify({ ...wrong, id: 'no id' }), 'a');
    await sendText('', 'a');
    await send(...made('a', 7));
    await until('the event behind them', async () => seen.includes(7));
    expect(seen).toEqual([7]);
    expect(await buried(4)).toEqual([
      'this is not JSON',
      expect.stringContaining('"programmeId":1'),
      expect.stringContaining('no id'),
      '',
    ]);
    const [first, second] = await lettersOf(4);
    expect(first?.headers).toMatchObject({ group: `${topic}.group`, partition: '0', offset: '0' });
    expect(first?.headers['reason']).toContain('cannot be read: SyntaxError');
    expect(second?.headers['reason']).toContain('programmeId');
  });

  it('when an event is of a type that it does not know, then it is passed over', async () => {
    const seen: number[] = [];
    await start(async (event) => void seen.push(numberOf(event)));
    const [event] = made('a', 1);
    await sendText(JSON.stringify({ ...event, type: 'kequan.future.something-new.v9' }), 'a');
    await send(...made('a', 2));
    await sendText('last', 'a');
    expect(await buried(1)).toEqual(['last']);
    expect(seen).toEqual([2]);
  });

  it('when a handler fails twice and works then, then nothing is put aside', async () => {
    let calls = 0;
    const seen: number[] = [];
    await start(async (event) => {
      calls += 1;
      if (calls <= 2) throw new Error('not yet');
      seen.push(numberOf(event));
    });
    await send(...made('a', 1, 2));
    await sendText('last', 'a');
    expect(await buried(1)).toEqual(['last']);
    expect(seen).toEqual([1, 2]);
    expect(calls).toBe(4);
  });

  it('when a handler fails for good or a rule is broken, then the event is put aside and the rest goes on', async () => {
    const calls: number[] = [];
    await start(
      async (event) => {
        calls.push(numberOf(event));
        if (numberOf(event) === 1) throw new Error('never');
        if (numberOf(event) === 2) throw failure('FormIncomplete', { count: 1 });
      },
      { attempts: 2 },
    );
    await send(...made('a', 1, 2, 3));
    const aside = await buried(2);
    expect(aside.map((text) => numberOf(JSON.parse(text) as KeQuanEvent))).toEqual([1, 2]);
    const reasons = (await lettersOf(2)).map(({ headers }) => headers['reason']);
    expect(reasons).toEqual(['cannot be worked: Error: never', 'cannot be worked: Failure: FormIncomplete']);
    await until('the one behind them', async () => calls.includes(3));
    expect(calls).toEqual([1, 1, 2, 3]);
  });

  it('when the store is away, then it is waited for, however many attempts it takes', async () => {
    let calls = 0;
    const seen: number[] = [];
    await start(
      async (event) => {
        calls += 1;
        if (calls <= 2) throw new mongo.MongoNetworkError('away');
        if (calls <= 4) throw failure('Unavailable');
        seen.push(numberOf(event));
      },
      { attempts: 1 },
    );
    await send(...made('a', 1));
    await sendText('last', 'a');
    expect(await buried(1)).toEqual(['last']);
    expect(seen).toEqual([1]);
  });

  it('when a shard cannot be reached, then it is waited for, and nothing goes to the dead letters (G4)', async () => {
    let calls = 0;
    const seen: number[] = [];
    await start(
      async (event) => {
        calls += 1;
        if (calls <= 3) throw new mongo.MongoServerError({ message: 'HostUnreachable', code: 6 });
        seen.push(numberOf(event));
      },
      { attempts: 1 },
    );
    await send(...made('a', 1));
    await sendText('last', 'a');
    expect(await buried(1)).toEqual(['last']);
    expect(seen).toEqual([1]);
  });

  it('when many aggregates have events, then each keeps its order and none waits for another', async () => {
    const orders = new Map<string, number[]>();
    let letGo = (): void => undefined;
    const gate = new Promise<void>((resolve) => void (letGo = resolve));
    const count = (): number => [...orders.values()].flat().length;
    const ids = Array.from({ length: 8 }, () => newId());
    const [held] = ids;
    const events = [1, 2, 3, 4].flatMap((number) => ids.flatMap((id) => made(id, number)));
    await send(...events);
    await start(async (event) => {
      if (event.subject === held && numberOf(event) === 1) await gate;
      orders.set(event.subject, [...(orders.get(event.subject) ?? []), numberOf(event)]);
    });
    await until('all but those of the one that is held', async () => count() === 28);
    expect(orders.has(held ?? '')).toBe(false);
    letGo();
    await until('all', async () => count() === 32);
    for (const id of ids) expect(orders.get(id)).toEqual([1, 2, 3, 4]);
  });

  it('when it ends in order, then what it was at is finished and committed, and does not come again', async () => {
    let begun = false;
    let letGo = (): void => undefined;
    const gate = new Promise<void>((resolve) => void (letGo = resolve));
    const first: number[] = [];
    const subscription = await start(async (event) => {
      begun = true;
      await gate;
      first.push(numberOf(event));
    });
    await send(...made('a', 1, 2));
    await until('its begin', async () => begun);
    const ended = end(subscription);
    letGo();
    await ended;
    const second: number[] = [];
    await send(...made('a', 3));
    await start(async (event) => void second.push(numberOf(event)));
    await until('the next event', async () => second.includes(3));
    expect([...first, ...second].filter((number) => number !== 2)).toEqual([1, 3]);
    expect([...first, ...second].filter((number) => number === 2)).toHaveLength(1);
  });

  it('when it ends while it waits for the store, then it ends at once and the event comes to the next', async () => {
    let calls = 0;
    const waiting = await start(() => {
      calls += 1;
      return Promise.reject(new mongo.MongoNetworkError('away'));
    });
    await send(...made('a', 1));
    await until('some attempts', async () => calls >= 4);
    const startedMs = Date.now();
    await end(waiting);
    expect(Date.now() - startedMs).toBeLessThan(8_000);
    const seen: number[] = [];
    await start(async (event) => void seen.push(numberOf(event)));
    await until('the event', async () => seen.includes(1));
  });

  it('when the client gives up on it, then a new one takes its place', async () => {
    let isBroken = true;
    const seen: number[] = [];
    await start(async (event) => void seen.push(numberOf(event)), {
      publisher: {
        // The client takes such an error for one that no retry mends.
        publish: (...of) => (isBroken ? Promise.reject(new TypeError('broken')) : publisher.publish(...of)),
        stop: async () => undefined,
      },
    });
    await sendText('poison');
    await send(...made('a', 1));
    await until('the event beside the poison', async () => seen.length >= 2);
    isBroken = false;
    expect(await buried(1)).toEqual(['poison']);
    await send(...made('a', 2));
    await until('the event behind it', async () => seen.includes(2));
  });
});

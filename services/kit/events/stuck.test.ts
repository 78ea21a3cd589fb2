import { mongo } from 'mongoose';
import { deadLetterTopicOf, topicOf } from '@kequan/contracts';
import { createLog } from '../base/log';
import { testBroker } from '../testing/broker';
import { freshInstance } from '../testing/process';
import { numbered, numberOf } from '../testing/purse';
import { until } from '../testing/until';
import type { Broker, Publisher, Subscription } from './broker';
import { consume, type EventHandler } from './consumer';
import { stampEvents } from './stamp';

const topic = topicOf(freshInstance(), 'institution');
const subscriptions: Subscription[] = [];
let broker: Broker;
let publisher: Publisher;
let sent = 0;

beforeAll(async () => {
  broker = testBroker();
  publisher = await broker.publisher();
  const names = [topic, deadLetterTopicOf(topic)];
  await broker.ensureTopics(names.map((name) => ({ topic: name, partitions: 1, replication: 1 })));
});
afterEach(async () => {
  await Promise.all(subscriptions.splice(0).map((one) => one.stop()));
});
afterAll(async () => {
  await publisher.stop();
  await broker.stop();
});

/** Sends the next event. @returns its number */
async function send(): Promise<number> {
  sent += 1;
  const [event] = stampEvents('institution', 'a', [numbered(sent)], new Date());
  await publisher.publish(topic, [{ key: 'a', value: JSON.stringify(event) }]);
  return sent;
}

/** A member of the test's one group, that gives up a call after 300 ms and its partitions after 1,500 ms. */
async function join(handle: EventHandler): Promise<void> {
  const subscription = await consume({
    ...{ broker, publisher, groupId: `${topic}.group`, topics: [topic], handle, attempts: 1 },
    ...{ log: createLog('silent', 'test'), handleWithinMs: 300, mostQuietMs: 1_500, graceMs: 500 },
  });
  subscriptions.push(subscription);
}

const hang = (): Promise<never> => new Promise(() => undefined);

it('when a handler does not answer, then the call is made again, and the event is not put aside (G9)', async () => {
  const seen: number[] = [];
  let calls = 0;
  await join(async (event) => {
    calls += 1;
    if (calls === 1) await hang();
    seen.push(numberOf(event));
  });
  const number = await send();
  await until('the event', async () => seen.includes(number));
  expect(calls).toBe(2);
});

it('when a member is stuck, then its heart stops, and another member gets its partitions (G9)', async () => {
  const seen: { by: string; number: number }[] = [];
  let stuck: string | undefined;
  for (const by of ['a', 'b'])
    await join(async (event) => {
      stuck ??= by;
      if (stuck === by) await hang();
      seen.push({ by, number: numberOf(event) });
    });
  const number = await send();
  await until('the event at the other member', async () => seen.length > 0, 40_000);
  expect(seen).toEqual([{ by: stuck === 'a' ? 'b' : 'a', number }]);
});

it('when the store is away for longer than a member may be stuck, then it keeps its partitions (G9)', async () => {
  const heardBy = new Set<string>();
  let calls = 0;
  let seen = 0;
  for (const by of ['a', 'b'])
    await join(async (event) => {
      heardBy.add(by);
      calls += 1;
      // The waits before the eighth call are some twelve seconds together, longer than a silent member is kept.
      if (calls < 8) throw new mongo.MongoNetworkError('away');
      seen = numberOf(event);
    });
  const number = await send();
  await until('the event', async () => seen === number, 60_000);
  expect(heardBy.size).toBe(1);
});

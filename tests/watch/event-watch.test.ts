import { randomBytes } from 'node:crypto';
import { Kafka, logLevel } from 'kafkajs';
import { newId, topicOf } from '@kequan/contracts';
import { untilDone } from '../client';
import { watchEvents } from './event-watch';

const brokers = process.env['KAFKA_BROKERS'] ?? '';

function nudge(id: string): { key: string; value: string } {
  const of = { programmeId: 'jiangsu', institutionId: newId(), applicantAccountId: newId(), title: '甲' };
  const data = {
    ...of,
    taskId: newId(),
    subjectKind: 'stage',
    stage: 'shop',
    action: 'remind',
    to: 'office',
  };
  return {
    key: 'a',
    value: JSON.stringify({
      specversion: '1.0',
      id,
      source: '/kequan/review',
      type: 'kequan.review.task-nudged.v1',
      subject: newId(),
      time: new Date().toISOString(),
      datacontenttype: 'application/json',
      data: { ...data, dueAt: new Date().toISOString() },
    }),
  };
}

describe('watching the events of an installation', () => {
  const instance = `w${randomBytes(6).toString('hex')}`;
  const topic = topicOf(instance, 'review');
  const kafka = new Kafka({ brokers: brokers.split(','), logLevel: logLevel.NOTHING });
  const producer = kafka.producer({ allowAutoTopicCreation: false });

  beforeAll(async () => {
    const admin = kafka.admin();
    await admin.connect();
    await admin.createTopics({ topics: [{ topic, numPartitions: 3 }], waitForLeaders: true });
    await admin.disconnect();
    await producer.connect();
  });
  afterAll(() => producer.disconnect());

  test('when events came before, then they are not seen; a second delivery of one counts once', async () => {
    await producer.send({ topic, messages: [nudge(newId())] });
    const watch = await watchEvents(brokers, instance);
    const [first, second] = [newId(), newId()];

    await producer.send({ topic, messages: [nudge(first), nudge(first), nudge(second)] });

    await untilDone('the second event', 20_000, async () =>
      watch.events().some(({ event }) => event.id === second)
        ? { done: true, value: true }
        : { done: false, reason: 'not seen' },
    );
    expect(watch.events().map(({ event }) => event.id)).toEqual([first, second]);
    await watch.stop();
  });

  test('when an installation has no topics, then it is said', async () => {
    await expect(watchEvents(brokers, 'unheard-of')).rejects.toThrow('unheard-of');
  });
});

import { randomUUID } from 'node:crypto';
import { Kafka, logLevel, type Consumer } from 'kafkajs';
import { deadLetterTopicOf, EventSource, readEvent, topicOf, type KeQuanEvent } from '@kequan/contracts';

/** An event and when it was first seen. */
export interface SeenEvent {
  event: KeQuanEvent;
  seenAtMs: number;
}

/** The events that Kafka carries from a moment on, read by a consumer group of its own. */
export interface EventWatch {
  /** The events so far, each once, in the order in which they came. */
  events(): readonly SeenEvent[];
  /** Messages on dead-letter topics since the watch began. */
  deadLetters(): readonly string[];
  stop(): Promise<void>;
}

/**
 * Begins to watch all topics of an installation from now on. A second delivery of the same event is allowed (at least once)
 * and counts once.
 * @param brokers host:port, comma-separated
 */
export async function watchEvents(brokers: string, instance: string): Promise<EventWatch> {
  const kafka = new Kafka({
    clientId: 'kequan-demo',
    brokers: brokers.split(','),
    logLevel: logLevel.NOTHING,
  });
  const groupId = `${instance}.demo-${randomUUID()}`;
  const ends = await presentEnds(kafka, instance);
  const byId = new Map<string, SeenEvent>();
  const deadLetters: string[] = [];

  const consumer: Consumer = kafka.consumer({ groupId, allowAutoTopicCreation: false });
  await consumer.connect();
  await consumer.subscribe({ topics: [...new Set(ends.map(({ topic }) => topic))] });
  await consumer.run({
    eachMessage: async ({ topic, message }) => {
      const text = message.value?.toString('utf8') ?? '';
      if (topic.endsWith(deadLetterTopicOf(''))) {
        deadLetters.push(`${topic}: ${String(message.headers?.['reason'])}: ${text}`);
        return;
      }
      const read = readEvent(text);
      if (read.kind !== 'event' || byId.has(read.event.id)) return;
      byId.set(read.event.id, { event: read.event, seenAtMs: Date.now() });
    },
  });

  // From the end as it was, so that nothing is missed while the consumer joins.
  for (const end of ends) consumer.seek(end);

  return {
    events: () => [...byId.values()],
    deadLetters: () => deadLetters,
    async stop() {
      await consumer.disconnect();
      await withAdmin(kafka, (admin) => admin.deleteGroups([groupId]));
    },
  };
}

interface TopicEnd {
  topic: string;
  partition: number;
  offset: string;
}

/** Where each partition of the installation's topics ends now. */
async function presentEnds(kafka: Kafka, instance: string): Promise<TopicEnd[]> {
  return withAdmin(kafka, async (admin) => {
    const wanted = EventSource.options
      .map((source) => topicOf(instance, source))
      .flatMap((topic) => [topic, deadLetterTopicOf(topic)]);
    const existing = new Set(await admin.listTopics());
    const topics = wanted.filter((topic) => existing.has(topic));
    if (topics.length === 0) throw new Error(`Kafka has no topic of the installation ${instance}`);
    const ends = await Promise.all(
      topics.map(async (topic) =>
        (await admin.fetchTopicOffsets(topic)).map(({ partition, high }) => ({
          topic,
          partition,
          offset: high,
        })),
      ),
    );
    return ends.flat();
  });
}

async function withAdmin<T>(
  kafka: Kafka,
  work: (admin: ReturnType<Kafka['admin']>) => Promise<T>,
): Promise<T> {
  const admin = kafka.admin();
  await admin.connect();
  try {
    return await work(admin);
  } finally {
    await admin.disconnect();
  }
}

import { randomUUID } from 'node:crypto';
import { Kafka, logLevel, type Consumer, type KafkaMessage } from 'kafkajs';
import { deadLetterTopicOf, EventSource, readEvent, topicOf, type KeQuanEvent } from '@kequan/contracts';
import { untilDone } from '../client';

/** How long a broker may stay away that is read again when it is back. */
const AGAIN_WITHIN_MS = 120_000;

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
  /** How many further deliveries of known events there were: Kafka's producers send again when an answer is lost. */
  repeated(): number;
  stop(): Promise<void>;
}

/**
 * Begins to watch all topics of an installation from now on, also over a broker's absence. A second delivery of the same event is allowed (at least once)
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
  /** Where to read on, by partition: nothing is committed, so every joining begins from here. */
  const next = new Map(ends.map((end) => [`${end.topic}/${end.partition}`, end]));
  let repeated = 0;

  function see(topic: string, partition: number, { offset, value, headers }: KafkaMessage): void {
    next.set(`${topic}/${partition}`, { topic, partition, offset: String(BigInt(offset) + 1n) });
    const text = value?.toString('utf8') ?? '';
    if (topic.endsWith(deadLetterTopicOf(''))) {
      deadLetters.push(`${topic}: ${String(headers?.['reason'])}: ${text}`);
      return;
    }
    const read = readEvent(text);
    if (read.kind !== 'event') return;
    if (byId.has(read.event.id)) repeated += 1;
    else byId.set(read.event.id, { event: read.event, seenAtMs: Date.now() });
  }

  async function start(): Promise<Consumer> {
    const started = kafka.consumer({
      groupId,
      allowAutoTopicCreation: false,
      retry: { retries: Number.MAX_SAFE_INTEGER },
    });
    started.on(started.events.GROUP_JOIN, () => [...next.values()].forEach((end) => started.seek(end)));
    // The client gives up for good on some errors while a broker is away; then another one goes on.
    started.on(started.events.CRASH, ({ payload }) => {
      if (!payload.restart && !stopped) replacing = startAgain();
    });
    await started.connect();
    await started.subscribe({ topics: [...new Set(ends.map(({ topic }) => topic))] });
    await started.run({
      autoCommit: false,
      eachMessage: async ({ topic, partition, message }) => see(topic, partition, message),
    });
    return started;
  }

  async function startAgain(): Promise<void> {
    await untilDone('watching the events again', AGAIN_WITHIN_MS, async () => {
      try {
        consumer = await start();
        return { done: true, value: true };
      } catch (error) {
        return { done: false, reason: String(error) };
      }
    });
  }

  let stopped = false;
  let replacing: Promise<void> | undefined;
  let consumer = await start();

  return {
    events: () => [...byId.values()],
    deadLetters: () => deadLetters,
    repeated: () => repeated,
    async stop() {
      stopped = true;
      await replacing;
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

import { EventEnvelope, readEvent, topicOf, type EventSource, type KeQuanEvent } from '@kequan/contracts';
import { createLog } from '../base/log';
import { createBroker } from '../events/broker';

/** The broker as a test uses it: it publishes for services that are not there, and sees what was published. */
export interface TestEvents {
  /** Publishes to the topic of the event's source, as that service would. */
  publish(...events: KeQuanEvent[]): Promise<void>;
  /** What has come since the test's begin, also what came twice. */
  seen(): readonly KeQuanEvent[];
  stop(): Promise<void>;
}

/** Opens topics of an installation for a test. */
export async function testEvents(instance: string, sources: readonly EventSource[]): Promise<TestEvents> {
  const broker = createBroker(
    process.env['KAFKA_BROKERS'] ?? '',
    `${instance}-test`,
    createLog('silent', 'test'),
  );
  const topics = sources.map((source) => topicOf(instance, source));
  await broker.ensureTopics(topics.map((topic) => ({ topic, partitions: 1, replication: 1 })));
  const publisher = await broker.publisher();
  const seen: KeQuanEvent[] = [];
  const subscription = await broker.subscribe(`${instance}.test`, topics, async ({ messages, done }) => {
    for (const message of messages) {
      const read = readEvent(message.value);
      if (read.kind === 'event') seen.push(read.event);
      await done(message);
    }
  });
  return {
    async publish(...events) {
      for (const event of events) {
        const { source } = EventEnvelope.parse(event);
        const topic = topicOf(instance, source.slice('/kequan/'.length) as EventSource);
        await publisher.publish(topic, [{ key: event.subject, value: JSON.stringify(event) }]);
      }
    },
    seen: () => seen,
    async stop() {
      await subscription.stop();
      await publisher.stop();
      await broker.stop();
    },
  };
}

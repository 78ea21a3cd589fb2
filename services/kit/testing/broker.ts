import { createLog } from '../base/log';
import { createBroker, type Broker, type ReceivedMessage } from '../events/broker';

/** The broker of the test run, or another. */
export function testBroker(brokers = process.env['KAFKA_BROKERS'] ?? ''): Broker {
  return createBroker(brokers, 'test', createLog('silent', 'test'));
}

/** What stands in a topic, as it comes. */
export interface TopicReader {
  messages(): readonly ReceivedMessage[];
  stop(): Promise<void>;
}

/** Reads a topic from its beginning, in a group of its own. */
export async function readTopic(broker: Broker, topic: string): Promise<TopicReader> {
  const read: ReceivedMessage[] = [];
  const group = `${topic}.reader-${process.hrtime.bigint()}`;
  const subscription = await broker.subscribe(group, [topic], async ({ messages, done }) => {
    for (const message of messages) {
      read.push(message);
      await done(message);
    }
  });
  return { messages: () => read, stop: () => subscription.stop() };
}

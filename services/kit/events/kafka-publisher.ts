import type { Kafka, Producer } from 'kafkajs';
import type { Logger } from '../base/log';
import type { Publisher } from './broker';

/**
 * An idempotent producer that is replaced when it fails. After a failure it is not known whether the broker has the messages,
 * and the client would give their sequence numbers to the next ones, which the broker would then drop as known. A new producer
 * has numbers of its own: at worst a message comes twice.
 * @throws what keeps it from connecting now
 */
export async function kafkaPublisher(kafka: Kafka, log: Logger): Promise<Publisher> {
  let stopped = false;
  let current: Promise<Producer> | undefined = connected(kafka);
  await current;

  function giveUp(failed: Promise<Producer>): void {
    if (current === failed) current = undefined;
    failed
      .then((producer) => producer.disconnect())
      .catch((error: unknown) => log.debug({ err: error }, 'a failed producer is gone'));
  }

  return {
    async publish(topic, messages) {
      if (stopped) throw new Error('the publisher has ended');
      const used = (current ??= connected(kafka));
      try {
        const producer = await used;
        await producer.send({ topic, acks: -1, messages: [...messages] });
      } catch (error) {
        giveUp(used);
        throw error;
      }
    },
    async stop() {
      stopped = true;
      const last = await current;
      await last?.disconnect();
    },
  };
}

async function connected(kafka: Kafka): Promise<Producer> {
  const producer = kafka.producer({
    allowAutoTopicCreation: false,
    idempotent: true,
    maxInFlightRequests: 1,
  });
  await producer.connect();
  return producer;
}

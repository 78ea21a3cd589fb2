import { randomUUID } from 'node:crypto';
import { Kafka, logLevel } from 'kafkajs';
import { newId, type KeQuanEvent } from '@kequan/contracts';
import { aggregateSchema, createRelay, makeIndexes, openModel } from '@kequan/kit';
import { compare, type Comparison } from './measure';
import { anEvent, benchLog, type Workplace } from './workplace';

const EVENTS = 3000;
const BATCH = 500;
const ROUNDS = 6;

/** The relay, from outboxes until the broker has acknowledged all, against a bare kafkajs producer with acks=all. */
export async function benchRelay(workplace: Workplace, brokers: string): Promise<Comparison> {
  const kafka = new Kafka({ brokers: brokers.split(','), logLevel: logLevel.NOTHING });
  const producer = kafka.producer({
    idempotent: true,
    maxInFlightRequests: 1,
    allowAutoTopicCreation: false,
  });
  await producer.connect();
  try {
    return await compare(
      { name: 'relay: events to acknowledged', control: 'bare kafkajs producer, acks=all', aim: 0.85 },
      ROUNDS,
      () => relayRate(workplace),
      async () => {
        const events = makeEvents();
        const startedAt = performance.now();
        for (let from = 0; from < EVENTS; from += BATCH) {
          const messages = events
            .slice(from, from + BATCH)
            .map((event) => ({ key: event.subject, value: JSON.stringify(event) }));
          await producer.send({ topic: workplace.topic, acks: -1, messages });
        }
        return EVENTS / ((performance.now() - startedAt) / 1000);
      },
    );
  } finally {
    await producer.disconnect();
  }
}

async function relayRate(workplace: Workplace): Promise<number> {
  const model = openModel(workplace.connection, `relay-${randomUUID()}`, aggregateSchema({}));
  await makeIndexes(workplace.connection);
  const acknowledged = Promise.withResolvers<number>();
  let count = 0;
  const relay = createRelay({
    topic: workplace.topic,
    log: benchLog,
    publisher: {
      stop: () => workplace.publisher.stop(),
      async publish(topic, messages) {
        await workplace.publisher.publish(topic, messages);
        count += messages.length;
        if (count === EVENTS) acknowledged.resolve(performance.now());
      },
    },
  });
  const outbox = relay.register(model);
  // As in a service that runs: its search at the start takes only what is older, left by a process that ended.
  relay.start();
  const now = new Date();
  const documents = makeEvents().map((event) => ({
    _id: event.subject,
    version: 1,
    applied: ['made'],
    outbox: [event],
    createdAt: now,
    updatedAt: now,
  }));
  await model.insertMany(documents);
  const startedAt = performance.now();
  for (const { _id, outbox: events } of documents) outbox.offer(_id, events);
  const endedAt = await acknowledged.promise;
  await relay.stop(60_000);
  const left = await model.countDocuments({ 'outbox.id': { $exists: true } });
  if (left > 0) throw new Error(`${left} outboxes are not empty`);
  await workplace.connection.dropCollection(model.modelName);
  workplace.connection.deleteModel(model.modelName);
  return EVENTS / ((endedAt - startedAt) / 1000);
}

function makeEvents(): KeQuanEvent[] {
  return Array.from({ length: EVENTS }, () => ({
    specversion: '1.0',
    id: newId(),
    source: '/kequan/institution',
    subject: newId(),
    time: new Date().toISOString(),
    datacontenttype: 'application/json',
    ...anEvent(),
  }));
}

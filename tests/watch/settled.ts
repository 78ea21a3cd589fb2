import { Kafka, logLevel } from 'kafkajs';
import { MongoClient } from 'mongodb';
import { EventSource } from '@kequan/contracts';
import type { InfraEndpoints } from '@kequan/dev';
import { databaseNameOf } from '@kequan/kit';
import { untilDone } from '../client';
import { busyProcesses } from './busy-processes';

/** Where an installation can be seen at work. */
export type SettlingEndpoints = Pick<InfraEndpoints, 'mongodbUrl' | 'kafkaBrokers' | 'temporalAddress'>;

/** How long what journeys have left behind may take until all of it has had its effect. */
const SETTLED_WITHIN_MS = 180_000;

/**
 * Resolves when no process is at work, no event waits in an outbox and every reader has read what Kafka has.
 * @throws Error that names what still waits
 */
export async function settled(endpoints: SettlingEndpoints, instance: string): Promise<void> {
  await untilDone('every event published and read', SETTLED_WITHIN_MS, async () => {
    try {
      const waiting = [
        ...(await busyProcesses(endpoints.temporalAddress, instance)),
        ...(await fullOutboxes(endpoints.mongodbUrl, instance)),
        ...(await lateReaders(endpoints.kafkaBrokers, instance)),
      ];
      return waiting.length === 0 ? { done: true, value: true } : { done: false, reason: waiting.join('; ') };
    } catch (error) {
      return { done: false, reason: String(error) };
    }
  });
}

async function fullOutboxes(mongodbUrl: string, instance: string): Promise<string[]> {
  const client = new MongoClient(mongodbUrl);
  try {
    // By name, not by a list of all databases: the embedded store reopens each of them for that.
    const found = await Promise.all(
      EventSource.options.map(async (service) => {
        const name = databaseNameOf(instance, service);
        const db = client.db(name);
        const collections = await db.listCollections({}, { nameOnly: true }).toArray();
        return Promise.all(
          collections.map(async (one) => {
            const count = await db.collection(one.name).countDocuments({ 'outbox.id': { $exists: true } });
            return count === 0 ? [] : [`${count} events of ${name}.${one.name} are not published`];
          }),
        );
      }),
    );
    return found.flat(2);
  } finally {
    await client.close();
  }
}

async function lateReaders(brokers: string, instance: string): Promise<string[]> {
  const kafka = new Kafka({ clientId: 'chaos', brokers: brokers.split(','), logLevel: logLevel.NOTHING });
  const admin = kafka.admin();
  await admin.connect();
  try {
    const { groups } = await admin.listGroups();
    // Those who watch commit nothing; the services do.
    const readers = groups
      .map(({ groupId }) => groupId)
      .filter((id) => new RegExp(`^${instance}\\.[a-z]+$`).test(id));
    const ends = new Map<string, string>();
    const late: string[] = [];
    for (const groupId of readers)
      for (const { topic, partitions } of await admin.fetchOffsets({ groupId }))
        for (const { partition, offset } of partitions) {
          if (!ends.has(`${topic}/${partition}`))
            for (const end of await admin.fetchTopicOffsets(topic))
              ends.set(`${topic}/${end.partition}`, end.high);
          const end = ends.get(`${topic}/${partition}`) ?? '0';
          if (BigInt(offset) < BigInt(end) && !(offset === '-1' && end === '0'))
            late.push(`${groupId} has read ${topic}/${partition} up to ${offset} of ${end}`);
        }
    return late;
  } finally {
    await admin.disconnect();
  }
}

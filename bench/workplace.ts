import { randomBytes } from 'node:crypto';
import { newId, topicOf, type NewEvent } from '@kequan/contracts';
import {
  aggregateSchema,
  connectStore,
  createBroker,
  createLog,
  databaseNameOf,
  mixed,
  nativeDatabase,
  text,
  type Broker,
  type Publisher,
} from '@kequan/kit';
import type { InfraEndpoints } from '@kequan/dev';
import type { Connection } from 'mongoose';

/** What the benches of store and relay work with: an empty database and topic of their own. */
export interface Workplace {
  connection: Connection;
  topic: string;
  broker: Broker;
  publisher: Publisher;
  stop(): Promise<void>;
}

/** A fact of the size of an institution's, as benches write it. */
export const thingSchema = aggregateSchema({
  status: text,
  name: text,
  form: mixed<Record<string, string>>(),
});

export const benchLog = createLog('error', 'bench');

/** Opens an own place on the running infrastructure. */
export async function openWorkplace(endpoints: InfraEndpoints): Promise<Workplace> {
  const instance = `bench${randomBytes(4).toString('hex')}`;
  const topic = topicOf(instance, 'institution');
  const connection = await connectStore(endpoints.mongodbUrl, databaseNameOf(instance, 'institution'));
  const broker = createBroker(endpoints.kafkaBrokers, instance, benchLog);
  await broker.ensureTopics([{ topic, partitions: 3, replication: 1 }]);
  const publisher = await broker.publisher();
  return {
    connection,
    topic,
    broker,
    publisher,
    async stop() {
      await nativeDatabase(connection).dropDatabase();
      await publisher.stop();
      await broker.stop();
      await connection.close();
    },
  };
}

/** The facts of a new thing. */
export function newThing(): { status: string; name: string; form: Record<string, string> } {
  return {
    status: 'underReview',
    name: '南京紫金分析测试有限公司',
    form: Object.fromEntries(
      Array.from({ length: 12 }, (_, field) => [`field${field}`, '创新券服务机构信息'.repeat(3)]),
    ),
  };
}

/** An event of ordinary size. */
export function anEvent(): NewEvent {
  const id = newId();
  return {
    type: 'kequan.institution.stage-submitted.v1',
    data: {
      programmeId: 'jiangsu',
      institutionId: id,
      applicantAccountId: id,
      title: '南京紫金分析测试有限公司',
      track: 'inspectionTesting',
      stage: 'registration',
      revision: 1,
      submittedBy: id,
    },
  };
}

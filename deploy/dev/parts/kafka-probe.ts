import './kafka-idle';
import { Kafka, logLevel } from 'kafkajs';

const CONNECTION_TIMEOUT_MS = 2_000;
const PROBE_GROUP = 'readiness';

/**
 * Resolves when topics can be asked for and the group coordinator answers: no consumer then meets a loading one.
 * @throws Error while that is not so
 */
export async function probeBroker(address: string): Promise<void> {
  const client = new Kafka({
    clientId: 'readiness',
    brokers: address.split(','),
    logLevel: logLevel.NOTHING,
    connectionTimeout: CONNECTION_TIMEOUT_MS,
    retry: { retries: 0 },
  });
  const admin = client.admin();
  await admin.connect();
  try {
    await admin.describeCluster();
    await admin.describeGroups([PROBE_GROUP]);
  } finally {
    await admin.disconnect();
  }
}

import { KafkaJSProtocolError, type Admin } from 'kafkajs';
import { pause } from '../base/wait';
import type { TopicSpec } from './broker';

/** How long a new topic may take until every one of its partitions has a leader. */
const LEADERS_WITHIN_MS = 30_000;
const LOOK_EVERY_MS = 100;

/**
 * Makes the topics that are missing, and waits until all of them can be written and read. Made and able to serve are two
 * things: the brokers hear of a topic only moments after it was made, by this process or another that starts beside it.
 * @throws Error when a topic has no leaders in time
 */
export async function ensureTopics(admin: Admin, topics: readonly TopicSpec[]): Promise<void> {
  if (topics.length === 0) return;
  const existing = new Set(await admin.listTopics());
  const missing = topics.filter(({ topic }) => !existing.has(topic));
  if (missing.length > 0) {
    await admin.createTopics({
      waitForLeaders: false,
      topics: missing.map(({ topic, partitions, replication }) => ({
        topic,
        numPartitions: partitions,
        replicationFactor: replication,
        configEntries: replication >= 3 ? [{ name: 'min.insync.replicas', value: '2' }] : [],
      })),
    });
  }
  const names = topics.map(({ topic }) => topic);
  const deadlineMs = Date.now() + LEADERS_WITHIN_MS;
  while (!(await haveLeaders(admin, names))) {
    if (Date.now() > deadlineMs) throw new Error(`topics without leaders: ${names.join(', ')}`);
    await pause(LOOK_EVERY_MS);
  }
}

async function haveLeaders(admin: Admin, names: string[]): Promise<boolean> {
  try {
    const { topics } = await admin.fetchTopicMetadata({ topics: names });
    return topics.every(
      ({ partitions }) => partitions.length > 0 && partitions.every(({ leader }) => leader >= 0),
    );
  } catch (error) {
    // Not heard of yet, or its leader is still being chosen.
    if (error instanceof KafkaJSProtocolError && error.retriable) return false;
    throw error;
  }
}

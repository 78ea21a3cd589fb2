import './kafka-idle';
import { Kafka, logLevel, type IHeaders } from 'kafkajs';
import type { Logger } from '../base/log';
import { kafkaPublisher } from './kafka-publisher';
import { kafkaSubscription } from './kafka-subscription';
import { ensureTopics } from './kafka-topics';

/** A message of a topic: its key decides the partition, so that one aggregate keeps its order. */
export interface BrokerMessage {
  key: string;
  value: string;
  headers?: IHeaders;
}

export interface TopicSpec {
  topic: string;
  partitions: number;
  replication: number;
}

export interface ReceivedMessage {
  topic: string;
  partition: number;
  offset: string;
  key: string;
  value: string;
  headers: Readonly<Record<string, string>>;
}

export interface Publisher {
  /** Resolves when all in-sync replicas have the messages. */
  publish(topic: string, messages: readonly BrokerMessage[]): Promise<void>;
  stop(): Promise<void>;
}

export interface Subscription {
  /** Waits for the batch in work, whose messages are still committed. */
  stop(): Promise<void>;
}

/**
 * Handles one batch of one partition; `beat` keeps the membership alive and `done` commits up to a message. Throwing NoProgress
 * leaves the group for a while.
 */
export type BatchHandler = (batch: {
  messages: ReceivedMessage[];
  beat: () => Promise<void>;
  done: (message: ReceivedMessage) => Promise<void>;
  running: () => boolean;
}) => Promise<void>;

/** The broker. This file and the kafka-*.ts beside it alone know the Kafka client; another would take its place here. */
export interface Broker {
  ensureTopics(topics: readonly TopicSpec[]): Promise<void>;
  publisher(): Promise<Publisher>;
  subscribe(groupId: string, topics: readonly string[], handle: BatchHandler): Promise<Subscription>;
  ping(): Promise<void>;
  stop(): Promise<void>;
}

/** Opens the way to the brokers. @param brokers host:port, comma-separated */
export function createBroker(brokers: string, clientId: string, log: Logger): Broker {
  const kafka = new Kafka({
    clientId,
    brokers: brokers.split(','),
    logLevel: logLevel.ERROR,
    logCreator: () => (entry) => log.debug({ kafka: entry.log, namespace: entry.namespace }, 'kafka client'),
    retry: { initialRetryTime: 100, maxRetryTime: 2_000, multiplier: 2, factor: 0.2, retries: 8 },
    connectionTimeout: 3_000,
  });
  const admin = kafka.admin();
  let connecting: Promise<void> | undefined;
  // A failed attempt is forgotten, so that the next caller makes a new one.
  const connect = (): Promise<void> =>
    (connecting ??= admin.connect().catch((error: unknown) => {
      connecting = undefined;
      throw error;
    }));

  return {
    async ensureTopics(topics) {
      await connect();
      await ensureTopics(admin, topics);
    },
    publisher: () => kafkaPublisher(kafka, log),
    subscribe: (groupId, topics, handle) => kafkaSubscription({ kafka, groupId, topics, handle, log }),
    async ping() {
      await connect();
      await admin.describeCluster();
    },
    async stop() {
      if (!connecting) return;
      await connecting;
      await admin.disconnect();
    },
  };
}

import type { Consumer, EachBatchPayload, IHeaders, Kafka } from 'kafkajs';
import type { Logger } from '../base/log';
import { backOffMs, pause } from '../base/wait';
import type { BatchHandler, Subscription } from './broker';
import { NoProgress } from './progress';

export interface KafkaSubscriptionOptions {
  kafka: Kafka;
  groupId: string;
  topics: readonly string[];
  handle: BatchHandler;
  log: Logger;
}

/** How long the broker may hold an empty answer back; an ordered end waits as long at most. */
const MOST_FETCH_WAIT_MS = 1_000;
/** A killed reader's partitions go to another after this long; until then nobody reads them. */
const GONE_AFTER_MS = 10_000;
const BEAT_EVERY_MS = 2_000;
/**
 * How long this process stays out of the group after its work was stuck. To stop beating would not be enough: where there are several
 * brokers, the client beats whenever one of them has nothing for it.
 */
const SIT_OUT_MS = 3 * GONE_AFTER_MS;

/**
 * Reads topics as a member of a group. The client gives up for good on some errors, silently; then it is replaced by a new
 * one, because a service that no longer hears of anything is worse than one that is down.
 * @throws what keeps the first one from connecting
 */
export async function kafkaSubscription(options: KafkaSubscriptionOptions): Promise<Subscription> {
  const { groupId, log } = options;
  const stopping = new AbortController();
  let restarting: Promise<void> | undefined;
  let consumer = await start();

  async function start(): Promise<Consumer> {
    const started = newConsumer(options);
    started.on(started.events.CRASH, ({ payload }) => {
      if (!payload.restart && !stopping.signal.aborted) restarting = replace(payload.error);
    });
    try {
      await run(started, options);
    } catch (error) {
      await started.disconnect();
      throw error;
    }
    return started;
  }

  async function replace(reason: unknown): Promise<void> {
    if (isStuck(reason)) {
      log.error({ err: reason, groupId }, 'events do not get on here; their partitions go to another member');
      if (!(await pause(SIT_OUT_MS, stopping.signal))) return;
    }
    for (let attempt = 1; ; attempt += 1) {
      log.error({ err: reason, groupId, attempt }, 'the consumer gave up; a new one takes its place');
      if (!(await pause(backOffMs(attempt, 500, 5_000), stopping.signal))) return;
      try {
        consumer = await start();
        return;
      } catch (error) {
        reason = error;
      }
    }
  }

  return {
    async stop() {
      stopping.abort();
      await restarting;
      await consumer.stop();
      await consumer.disconnect();
    },
  };
}

/** The client wraps what its handler threw. */
function isStuck(reason: unknown): boolean {
  return reason instanceof NoProgress || (reason instanceof Error && reason.cause instanceof NoProgress);
}

function newConsumer({ kafka, groupId }: KafkaSubscriptionOptions): Consumer {
  return kafka.consumer({
    groupId,
    allowAutoTopicCreation: false,
    maxWaitTimeInMs: MOST_FETCH_WAIT_MS,
    sessionTimeout: GONE_AFTER_MS,
    heartbeatInterval: BEAT_EVERY_MS,
    retry: { retries: Number.MAX_SAFE_INTEGER },
  });
}

async function run(consumer: Consumer, { topics, handle }: KafkaSubscriptionOptions): Promise<void> {
  await consumer.connect();
  await consumer.subscribe({ topics: [...topics], fromBeginning: true });
  await consumer.run({
    autoCommit: false,
    eachBatchAutoResolve: false,
    eachBatch: (payload) => handle(toBatch(payload)),
  });
}

function toBatch(payload: EachBatchPayload): Parameters<BatchHandler>[0] {
  const { topic, partition, messages } = payload.batch;
  return {
    messages: messages.map((message) => ({
      topic,
      partition,
      offset: message.offset,
      key: message.key?.toString('utf8') ?? '',
      value: message.value?.toString('utf8') ?? '',
      headers: textsOf(message.headers ?? {}),
    })),
    beat: () => payload.heartbeat(),
    done: async (message) => {
      const offset = (BigInt(message.offset) + 1n).toString();
      // Not consumer.commitOffsets: that one commits nothing any more once an end was asked for.
      await payload.commitOffsetsIfNecessary({ topics: [{ topic, partitions: [{ partition, offset }] }] });
      // After the commit: the client reads on from here, and a commit that was lost must make the message come again.
      payload.resolveOffset(message.offset);
    },
    running: () => payload.isRunning() && !payload.isStale(),
  };
}

function textsOf(headers: IHeaders): Record<string, string> {
  return Object.fromEntries(Object.entries(headers).map(([name, value]) => [name, String(value)]));
}

import type { KeQuanEvent } from '@kequan/contracts';
import type { Logger } from '../base/log';
import { endsBefore } from '../base/wait';
import type { Broker, Publisher, ReceivedMessage, Subscription } from './broker';
import { workMessage, type Work } from './message-work';
import { whileItGetsOn } from './pulse';

/**
 * Takes the effect of one event. It may be called again for the same event: the effect is once because the event's id
 * stands in the same document as the effect.
 */
export type EventHandler = (event: KeQuanEvent) => Promise<void>;

export interface ConsumerOptions {
  broker: Broker;
  publisher: Publisher;
  groupId: string;
  topics: readonly string[];
  handle: EventHandler;
  log: Logger;
  /** How often a message is tried whose failure no time will mend. */
  attempts?: number;
  /** How long one call of the handler may take. Past it the call has failed by what may pass, and is made again. */
  handleWithinMs?: number;
  /** How long a message may go without progress before this member leaves its partitions to another. */
  mostQuietMs?: number;
  /** How long an end waits for handlers; what they were at is left uncommitted then, and comes again. */
  graceMs?: number;
}

/** How many aggregates of one batch are worked side by side; the events of one aggregate stay in order. */
const SIDE_BY_SIDE = 16;
/** How many messages are worked before the offset is committed. */
const CHUNK = 64;
/** Some calls in a row without an answer; not so many that a group waits long for a member that is stuck. */
const MOST_QUIET_MS = 60_000;

/**
 * Consumes topics: the offset is committed after the effect; what cannot be read or worked goes to the dead-letter topic
 * with the reason, and the rest goes on. A store that is away is waited for. The membership lasts while messages get on (G9).
 */
export async function consume(options: ConsumerOptions): Promise<Subscription> {
  const stopping = new AbortController();
  const givingUp = new AbortController();
  const subscription = await options.broker.subscribe(options.groupId, options.topics, async (batch) => {
    const pulse = {
      beat: () => void batch.beat().catch((error: unknown) => options.log.debug({ err: error }, 'heartbeat')),
      mostQuietMs: options.mostQuietMs ?? MOST_QUIET_MS,
      signal: stopping.signal,
    };
    for (let from = 0; from < batch.messages.length && batch.running();) {
      const chunk = batch.messages.slice(from, from + CHUNK);
      const worked = whileItGetsOn(
        (progress, signal) => workChunk(chunk, { ...options, progress, signal }),
        pulse,
      );
      try {
        if (!(await endsBefore(worked, givingUp.signal))) return;
      } catch (error) {
        // Ended while waiting: without a commit the messages come again.
        if (stopping.signal.aborted) return;
        throw error;
      }
      const last = chunk.at(-1);
      if (last) await batch.done(last);
      await batch.beat();
      from += chunk.length;
    }
  });
  return {
    async stop() {
      stopping.abort();
      const timer = setTimeout(() => givingUp.abort(), options.graceMs ?? 15_000);
      await subscription.stop();
      clearTimeout(timer);
    },
  };
}

/** Works the messages of each aggregate in their order, and aggregates side by side. Ends when all of them have ended. */
async function workChunk(chunk: readonly ReceivedMessage[], work: Work): Promise<void> {
  const lanes = Map.groupBy(chunk, ({ key }) => key).values();
  let failed = false;
  const workLanes = async (): Promise<void> => {
    for (const lane of lanes) {
      for (const message of lane) {
        if (failed) return;
        work.progress.made(message);
        await workMessage(message, work);
        work.progress.ended(message);
      }
    }
  };
  const workers = Array.from({ length: SIDE_BY_SIDE }, () =>
    workLanes().catch((error: unknown) => {
      failed = true;
      throw error;
    }),
  );
  const ends = await Promise.allSettled(workers);
  for (const end of ends) if (end.status === 'rejected') throw end.reason;
}

import type { KeQuanEvent } from '@kequan/contracts';
import type { Logger } from '../base/log';
import { mayPass } from '../failures/judge';
import { backOffMs, endsBefore, endsWithin, pause } from '../base/wait';
import type { DocumentModel } from '../store/connection';
import type { Aggregate } from '../store/schema';
import type { Publisher } from './broker';
import { OutboxQueue, type Batch } from './outbox-queue';
import { createTidier } from './tidy';

/** Where a store hands over what it has just written. */
export interface Outbox {
  /** Offers the events that stand in a document's outbox, in their order. Never waits and never fails. */
  offer(id: string, events: readonly KeQuanEvent[]): void;
}

/** Takes events from outboxes to Kafka: in order per aggregate, at least once, in batches. */
export interface Relay {
  register<D extends Aggregate>(model: DocumentModel<D>): Outbox;
  /** Starts publishing and sweeping. */
  start(): void;
  /** Publishes what is pending, at most for `graceMs`; what is left stays in the outboxes. */
  stop(graceMs: number): Promise<void>;
  /** How many events wait in memory. */
  pending(): number;
}

export interface RelayOptions {
  topic: string;
  publisher: Publisher;
  log: Logger;
  /** How often outboxes are searched for what a crash left. */
  sweepEveryMs?: number;
  /** How old an event must be before the sweep takes it; a younger one is still on its ordinary way. */
  sweepAfterMs?: number;
}

/** A sweep reads no further ahead of the broker than this. */
const SWEEP_AHEAD = 5_000;
/** How many acknowledged events may still stand in their outboxes before publishing waits for the store. */
const MOST_UNTIDY = 10_000;
/** How long an end waits for the store after the broker's grace is over. */
const LAST_REMOVAL_MS = 2_000;

/** Makes the relay of one service's topic. */
export function createRelay({
  topic,
  publisher,
  log,
  sweepEveryMs = 5_000,
  sweepAfterMs = 5_000,
}: RelayOptions): Relay {
  const models: DocumentModel<Aggregate>[] = [];
  const queue = new OutboxQueue();
  const tidier = createTidier(log, (events) => queue.forget(events));
  const stopping = new AbortController();
  const { signal } = stopping;
  let publishing: Promise<void> | undefined;
  let sweeping: Promise<void> | undefined;
  let started = false;

  function offer(model: DocumentModel<Aggregate>, id: string, events: readonly KeQuanEvent[]): void {
    queue.offer(model, id, events);
    wake();
  }

  function wake(): void {
    if (!started || signal.aborted || publishing || queue.size === 0) return;
    // One turn of the loop later, so that what is written side by side travels together.
    publishing = new Promise<void>((resolve) => setImmediate(resolve)).then(publishAll).finally(() => {
      publishing = undefined;
      wake();
    });
  }

  async function publishAll(): Promise<void> {
    while (queue.size > 0 && !signal.aborted) {
      const batch = queue.next();
      if (!(await publish(batch))) return;
      queue.drop(batch);
      tidier.acknowledged(batch.pending);
      // Taking out of outboxes may lag behind a burst, but not without bound: the memory has one.
      if (tidier.backlog() > MOST_UNTIDY) await tidier.flush();
    }
  }

  async function publish({ messages }: Batch): Promise<boolean> {
    for (let attempt = 1; ; attempt += 1) {
      try {
        await publisher.publish(topic, messages);
        return true;
      } catch (error) {
        tell(
          error,
          { attempt, events: messages.length },
          'broker did not take events; they wait in their outboxes',
        );
        if (!(await pause(backOffMs(attempt, 200, 5_000), signal))) return false;
      }
    }
  }

  /** Both are tried again, since no event may be lost; but what does not pass by itself must call somebody. */
  function tell(error: unknown, about: object, what: string): void {
    log[mayPass(error) ? 'warn' : 'error']({ err: error, topic, ...about }, what);
  }

  async function sweep(model: DocumentModel<Aggregate>, olderThan: Date): Promise<void> {
    const filter = { 'outbox.id': { $exists: true }, 'outbox.time': { $lt: olderThan.toISOString() } };
    const left = model
      .find(filter, { outbox: 1 })
      .sort({ 'outbox.time': 1 })
      .lean<Pick<Aggregate, '_id' | 'outbox'>[]>()
      .cursor();
    for await (const { _id, outbox } of left) {
      while (queue.size >= SWEEP_AHEAD && publishing && !signal.aborted) await endsBefore(publishing, signal);
      if (signal.aborted) return;
      offer(model, _id, outbox);
    }
  }

  async function sweepForEver(): Promise<void> {
    // What is there at the start was left by a process that ended.
    let olderThan = new Date();
    do {
      for (const model of models) {
        try {
          await sweep(model, olderThan);
        } catch (error) {
          tell(error, {}, 'outboxes could not be searched; tried again');
        }
      }
      if (!(await pause(sweepEveryMs * (0.8 + Math.random() * 0.4), signal))) return;
      olderThan = new Date(Date.now() - sweepAfterMs);
    } while (!signal.aborted);
  }

  async function drained(): Promise<void> {
    while (publishing) await publishing;
    await tidier.flush();
  }

  return {
    register(model) {
      const plain = model as unknown as DocumentModel<Aggregate>;
      models.push(plain);
      return { offer: (id, events) => offer(plain, id, events) };
    },
    start() {
      started = true;
      sweeping ??= sweepForEver();
      wake();
    },
    async stop(graceMs) {
      // A broker or a store that hangs must not keep the process from ending; nothing is lost with it.
      await endsWithin(drained(), graceMs);
      stopping.abort();
      await endsWithin(Promise.all([tidier.flush(), sweeping]), LAST_REMOVAL_MS);
    },
    pending: () => queue.size,
  };
}

import type { Logger } from '../base/log';
import type { DocumentModel } from '../store/connection';
import type { Aggregate } from '../store/schema';
import type { PendingEvent } from './outbox-queue';

/** Takes events that the broker has acknowledged out of their outboxes. */
export interface Tidier {
  /** Notes acknowledged events; they are taken out a little later, many at once. */
  acknowledged(batch: readonly PendingEvent[]): void;
  /** Takes out all that is noted now. */
  flush(): Promise<void>;
  /** How many events are noted and not taken out yet. */
  backlog(): number;
}

/**
 * Events leave Kafka-bound first and their outboxes second: taking them out is a write of its own, which may wait until a
 * burst is over. Being killed in between only means that they are published once more.
 */
const TIDY_AFTER_MS = 50;
/** How long a burst may put it off. */
const TIDY_WITHIN_MS = 500;
const TIDY_AT = 5_000;
/** How many documents one write touches. */
const CHUNK = 100;

/** Makes a tidier. @param onFailed told what stays in its outbox, because the store did not answer */
export function createTidier(log: Logger, onFailed: (events: readonly PendingEvent[]) => void): Tidier {
  let noted: PendingEvent[] = [];
  let timer: NodeJS.Timeout | undefined;
  let putOffUntilMs = 0;
  let working: Promise<void> = Promise.resolve();

  async function takeOut(model: DocumentModel<Aggregate>, chunk: readonly PendingEvent[]): Promise<void> {
    const eventIds = chunk.map(({ event }) => event.id);
    try {
      await model.updateMany(
        { _id: { $in: [...new Set(chunk.map(({ id }) => id))] } },
        { $pull: { outbox: { id: { $in: eventIds } } } },
      );
    } catch (error) {
      log.warn({ err: error, events: eventIds.length }, 'published events stay in their outboxes for now');
      onFailed(chunk);
    }
  }

  async function takeOutAll(): Promise<void> {
    const batch = noted;
    noted = [];
    for (const [model, pending] of Map.groupBy(batch, (one) => one.model)) {
      for (let from = 0; from < pending.length; from += CHUNK) {
        await takeOut(model, pending.slice(from, from + CHUNK));
      }
    }
  }

  function flush(): Promise<void> {
    clearTimeout(timer);
    timer = undefined;
    working = working.then(takeOutAll);
    return working;
  }

  return {
    flush,
    backlog: () => noted.length,
    acknowledged(batch) {
      noted.push(...batch);
      if (noted.length >= TIDY_AT) void flush();
      else if (!timer) {
        timer = setTimeout(() => void flush(), TIDY_AFTER_MS);
        putOffUntilMs = Date.now() + TIDY_WITHIN_MS;
      } else if (Date.now() < putOffUntilMs) timer.refresh();
    },
  };
}

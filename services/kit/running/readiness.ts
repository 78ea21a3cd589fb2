import type { Connection } from 'mongoose';
import { endsWithin } from '../base/wait';
import type { Broker } from '../events/broker';
import type { Readiness } from '../health';
import { nativeDatabase } from '../store/connection';

/** A part that takes longer to answer counts as away. */
const ANSWER_WITHIN_MS = 2_000;

export interface WatchedParts {
  isServing: () => boolean;
  stores: readonly Connection[];
  broker: Broker;
  workers: readonly { isRunning(): boolean }[];
}

/**
 * Whether a process can do its work. The broker is shown and does not decide: while it is away requests are answered all the
 * same and events wait in their outboxes, so to take every replica out of service would make an outage of it.
 */
export function readinessOf({ isServing, stores, broker, workers }: WatchedParts): Readiness {
  return {
    async check() {
      const [store, brokers] = await Promise.all([
        answers(Promise.all(stores.map((store) => nativeDatabase(store).command({ ping: 1 })))),
        answers(broker.ping()),
      ]);
      const needed = { ready: isServing(), store, workers: workers.every((worker) => worker.isRunning()) };
      return { able: Object.values(needed).every(Boolean), parts: { ...needed, broker: brokers } };
    },
  };
}

function answers(work: Promise<unknown>): Promise<boolean> {
  return endsWithin(work, ANSWER_WITHIN_MS).catch(() => false);
}

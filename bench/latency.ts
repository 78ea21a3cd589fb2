import { setTimeout as delay } from 'node:timers/promises';

/** How long answers took. */
export interface Latency {
  /** Answers a second. */
  rate: number;
  p50Ms: number;
  p99Ms: number;
  samples: number;
}

/** The figure below which a share of all lies (nearest rank). @throws RangeError when there are none */
export function percentile(figures: readonly number[], share: number): number {
  const sorted = [...figures].sort((a, b) => a - b);
  const found = sorted[Math.max(0, Math.ceil(share * sorted.length) - 1)];
  if (found === undefined) throw new RangeError('no figures');
  return found;
}

/** Does work `side` at once, the next when one has ended. */
export async function closedLoop<T>(
  items: readonly T[],
  side: number,
  work: (item: T) => Promise<unknown>,
): Promise<Latency> {
  const tookMs: number[] = [];
  const left = items.values();
  const startedAt = performance.now();
  const lane = async (): Promise<void> => {
    for (const item of left) {
      const beganAt = performance.now();
      await work(item);
      tookMs.push(performance.now() - beganAt);
    }
  };
  await Promise.all(Array.from({ length: side }, lane));
  return latencyOf(tookMs, startedAt);
}

/**
 * Begins work at a steady rate, whether what was begun before has ended or not. What takes long is counted from when it was
 * due, so that a stall is felt by all who would have come meanwhile.
 */
export async function openLoop<T>(
  items: readonly T[],
  perSecond: number,
  work: (item: T) => Promise<unknown>,
): Promise<Latency> {
  const startedAt = performance.now();
  const tookMs: number[] = [];
  const begun: Promise<void>[] = [];
  const failures: unknown[] = [];
  for (const [index, item] of items.entries()) {
    const dueAt = startedAt + (index * 1000) / perSecond;
    const waitMs = dueAt - performance.now();
    if (waitMs > 0) await delay(waitMs);
    const ended = work(item).then(() => void tookMs.push(performance.now() - dueAt));
    begun.push(ended.catch((error: unknown) => void failures.push(error)));
  }
  await Promise.all(begun);
  if (failures.length > 0) throw new AggregateError(failures, `${failures.length} were refused`);
  return latencyOf(tookMs, startedAt);
}

function latencyOf(tookMs: readonly number[], startedAt: number): Latency {
  return {
    rate: tookMs.length / ((performance.now() - startedAt) / 1000),
    p50Ms: percentile(tookMs, 0.5),
    p99Ms: percentile(tookMs, 0.99),
    samples: tookMs.length,
  };
}

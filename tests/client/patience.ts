import { setTimeout as delay } from 'node:timers/promises';

const FIRST_WAIT_MS = 100;
const LONGEST_WAIT_MS = 1_500;

/** What one attempt came to: an answer, or a reason to try again. */
export type Attempt<T> = { done: true; value: T } | { done: false; reason: string; waitMs?: number };

/**
 * Tries until an attempt is done, with growing waits between.
 * @param patienceMs how long in all
 * @param what names the work in the error
 * @throws Error that tells the last reason, when the patience is at its end
 */
export async function untilDone<T>(
  what: string,
  patienceMs: number,
  attempt: () => Promise<Attempt<T>>,
): Promise<T> {
  const endsAtMs = Date.now() + patienceMs;
  for (let waitMs = FIRST_WAIT_MS; ; waitMs = Math.min(waitMs * 2, LONGEST_WAIT_MS)) {
    const result = await attempt();
    if (result.done) return result.value;
    const nextWaitMs = Math.max(waitMs, result.waitMs ?? 0);
    if (Date.now() + nextWaitMs > endsAtMs)
      throw new Error(`${what}: not done within ${patienceMs} ms: ${result.reason}`);
    await delay(nextWaitMs);
  }
}

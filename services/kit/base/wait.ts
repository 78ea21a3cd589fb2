import { setTimeout as sleep } from 'node:timers/promises';

/** Waits, or answers false at once when the signal is aborted. */
export async function pause(waitMs: number, signal?: AbortSignal): Promise<boolean> {
  try {
    await sleep(waitMs, undefined, signal ? { signal } : {});
    return true;
  } catch (error) {
    if (signal?.aborted) return false;
    throw error;
  }
}

/** The wait before attempt n (from 1): doubles from `baseMs` up to `mostMs`, with a tenth of jitter either way. */
export function backOffMs(attempt: number, baseMs = 200, mostMs = 15_000): number {
  const waitMs = Math.min(mostMs, baseMs * 2 ** Math.min(attempt - 1, 20));
  return Math.round(waitMs * (0.9 + Math.random() * 0.2));
}

/**
 * Whether work ends within a time. What takes longer goes on and is no longer waited for; its failure is the work's own to
 * tell. @throws what the work fails with within the time
 */
export async function endsWithin(work: Promise<unknown>, waitMs: number): Promise<boolean> {
  const over = new AbortController();
  try {
    return await Promise.race([work.then(() => true), pause(waitMs, over.signal).then(() => false)]);
  } finally {
    over.abort();
  }
}

/**
 * Whether work ends before a signal is aborted; past it the work goes on and is no longer waited for. Leaves nothing behind
 * on the signal, which may live as long as the process. @throws what the work fails with before
 */
export function endsBefore(work: Promise<unknown>, signal: AbortSignal): Promise<boolean> {
  return new Promise((resolve, reject) => {
    const abandon = (): void => resolve(false);
    if (signal.aborted) abandon();
    signal.addEventListener('abort', abandon, { once: true });
    work.then(() => resolve(true), reject).finally(() => signal.removeEventListener('abort', abandon));
  });
}

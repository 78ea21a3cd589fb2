import { setTimeout as delay } from 'node:timers/promises';

const POLL_EVERY_MS = 50;

/** What a condition is waited for with. */
export interface ConditionOptions {
  /** What is awaited, for the error message. */
  what: string;
  deadlineMs: number;
}

/**
 * Polls until the probe answers true.
 * @throws Error naming what was awaited, with the probe's last error as its cause, when the deadline passes
 */
export async function awaitCondition(
  options: ConditionOptions,
  probe: () => Promise<boolean> | boolean,
): Promise<void> {
  const deadline = Date.now() + options.deadlineMs;
  let lastError: unknown;
  while (Date.now() < deadline) {
    try {
      if (await probe()) {
        return;
      }
      lastError = undefined;
    } catch (error) {
      lastError = error;
    }
    await delay(POLL_EVERY_MS);
  }
  const cause = lastError instanceof Error ? `: ${lastError.message}` : '';
  throw new Error(`${options.what} did not come about within ${options.deadlineMs / 1000} s${cause}`, {
    cause: lastError,
  });
}

import { setTimeout as delay } from 'node:timers/promises';
import type { Say } from '../infra-types';
import type { Child } from './child';

const FIRST_BACK_OFF_MS = 1_000;
const LONGEST_BACK_OFF_MS = 30_000;
/** What lived this long was well: the next back-off starts small again. */
const WELL_AFTER_MS = 60_000;

/** A process that shall live until it is told otherwise. */
export interface KeptAlive {
  title: string;
  /** The process as it runs now. */
  child(): Child;
  /** Starts it again; resolves when it is ready. */
  startAgain(): Promise<void>;
}

/** Starts the process again, with a back-off, whenever it dies, until the signal is aborted. */
export async function keepAlive(kept: KeptAlive, say: Say, ending: AbortSignal): Promise<void> {
  let backOffMs = FIRST_BACK_OFF_MS;
  const isOver = (): boolean => ending.aborted;
  while (!isOver()) {
    const startedAtMs = Date.now();
    const { code, signal } = await kept.child().exited;
    if (isOver()) {
      return;
    }
    backOffMs = Date.now() - startedAtMs > WELL_AFTER_MS ? FIRST_BACK_OFF_MS : backOffMs;
    const how = signal ?? `exit code ${code}`;
    say(
      `${kept.title} ended unexpectedly (${how}; see ${kept.child().logFile}): again in ${backOffMs / 1000} s`,
    );
    await delay(backOffMs, undefined, { signal: ending }).catch(() => undefined);
    if (isOver()) {
      return;
    }
    backOffMs = Math.min(backOffMs * 2, LONGEST_BACK_OFF_MS);
    try {
      await kept.startAgain();
      say(`${kept.title} is back`);
    } catch (error) {
      say(error instanceof Error ? error.message : String(error));
    }
  }
}

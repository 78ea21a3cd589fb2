import { pause, type Logger } from '@kequan/kit';
import type { Attachments } from './attachments';

/** How long a file may wait to be bound to something. */
const UNATTACHED_KEPT_MS = 7 * 24 * 3_600_000;
const EVERY_MS = 3_600_000;

/** Removes, now and every hour, what nobody needs any more. */
export interface Sweep {
  start(): void;
  stop(): Promise<void>;
}

/** The sweep of uploaded files. */
export function createSweep(attachments: Attachments, log: Logger): Sweep {
  const stopping = new AbortController();
  let sweeping: Promise<void> | undefined;

  async function sweepForEver(): Promise<void> {
    do {
      try {
        const now = new Date();
        const removed = await attachments.removeUnattached(new Date(now.getTime() - UNATTACHED_KEPT_MS));
        await attachments.removeLeftBytes(now);
        if (removed > 0) log.info({ removed }, 'files that nothing was bound to are removed');
      } catch (error) {
        log.warn({ err: error }, 'files could not be swept; tried again');
      }
    } while (await pause(EVERY_MS * (0.9 + Math.random() * 0.2), stopping.signal));
  }

  return {
    start() {
      sweeping ??= sweepForEver();
    },
    async stop() {
      stopping.abort();
      await sweeping;
    },
  };
}

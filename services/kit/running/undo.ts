import type { Logger } from '../base/log';
import { endsWithin } from '../base/wait';

/** What a start did and an end must undo, newest first: on a failed start as on an ordered end. */
export interface Undo {
  push(part: string, undo: () => Promise<unknown>): void;
  /** Undoes everything, once. A part that does not end well, or in time, is logged and does not keep the others. */
  all(): Promise<void>;
}

/** @param mostMs how long one part may take to end */
export function createUndo(log: Logger, mostMs: number): Undo {
  const steps: { part: string; undo: () => Promise<unknown> }[] = [];
  let ended: Promise<void> | undefined;

  async function undoAll(): Promise<void> {
    for (let step = steps.pop(); step; step = steps.pop()) {
      try {
        if (!(await endsWithin(step.undo(), mostMs)))
          log.error({ endedPart: step.part, mostMs }, 'a part did not end in time');
      } catch (error) {
        log.error({ err: error, endedPart: step.part }, 'a part did not end well');
      }
    }
  }

  return {
    push: (part, undo) => void steps.push({ part, undo }),
    all: () => (ended ??= undoAll()),
  };
}

/**
 * Like Promise.all, but ends only when every piece of work has ended: what each of them registered to be undone is complete
 * then. @throws what the first of them failed with
 */
export async function allEnded<const T extends readonly unknown[]>(
  work: T,
): Promise<{ -readonly [K in keyof T]: Awaited<T[K]> }> {
  await Promise.allSettled(work);
  return Promise.all(work);
}

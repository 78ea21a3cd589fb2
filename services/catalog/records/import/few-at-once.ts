import { failure } from '@kequan/contracts';

/** Does things, a few of them at once; as many as may wait do, and who comes after them is told. */
export type FewAtOnce = <T>(task: () => Promise<T>) => Promise<T>;

/** Makes one. @throws `Unavailable` from a call when too many wait */
export function fewAtOnce({ running, waiting }: { running: number; waiting: number }): FewAtOnce {
  const queue: (() => void)[] = [];
  let free = running;
  return async (task) => {
    if (free > 0) free -= 1;
    else {
      if (queue.length >= waiting) throw failure('Unavailable');
      // Who ends hands its place on: nobody who comes now is served before who waits.
      await new Promise<void>((resolve) => void queue.push(resolve));
    }
    try {
      return await task();
    } finally {
      const next = queue.shift();
      if (next) next();
      else free += 1;
    }
  };
}

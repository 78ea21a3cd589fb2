/** How the provider answers: well, with an error, late, or by keeping the message and dropping the connection. */
export const MODES = ['ok', 'fail', 'slow', 'lose-answer'] as const;
export type Mode = (typeof MODES)[number];

/** The provider's behaviour, which `POST /control` changes. */
export interface Behaviour {
  /** @param count for how many messages; for ever when absent */
  set(mode: Mode, count: number | undefined): void;
  /** The mode for the next message; counts it. */
  next(): Mode;
}

/** Starts with answering well. */
export function createBehaviour(): Behaviour {
  let mode: Mode = 'ok';
  let left = Number.POSITIVE_INFINITY;
  return {
    set(newMode, count) {
      mode = newMode;
      left = count ?? Number.POSITIVE_INFINITY;
    },
    next() {
      if (left <= 0) {
        mode = 'ok';
        left = Number.POSITIVE_INFINITY;
      }
      left -= 1;
      return mode;
    },
  };
}

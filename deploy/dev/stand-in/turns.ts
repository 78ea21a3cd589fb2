/** How a stand-in answers, request by request; `POST /control` changes it. */
export interface Turns<Mode> {
  /** @param count for how many requests; for ever when absent */
  set(mode: Mode, count: number | undefined): void;
  /** The mode for the next request; counts it. */
  next(): Mode;
}

/** Begins with answering well, and comes back to it. */
export function createTurns<Mode>(well: Mode): Turns<Mode> {
  let mode = well;
  let left = Number.POSITIVE_INFINITY;
  return {
    set(newMode, count) {
      mode = newMode;
      left = count ?? Number.POSITIVE_INFINITY;
    },
    next() {
      if (left <= 0) {
        mode = well;
        left = Number.POSITIVE_INFINITY;
      }
      left -= 1;
      return mode;
    },
  };
}

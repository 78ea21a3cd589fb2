/** When each message in work last got on: it was begun, or its handler answered, be it with a failure. */
export class Progress {
  private readonly lastMs = new Map<object, number>();

  /** A message was begun or got on. */
  made(work: object): void {
    this.lastMs.set(work, performance.now());
  }

  /** A message is done with, or waits for its next attempt: that wait is bounded. */
  ended(work: object): void {
    this.lastMs.delete(work);
  }

  /** For how long the one that is stuck the longest has not got on; 0 when none is in work. In milliseconds. */
  quietMs(): number {
    const oldestMs = Math.min(...this.lastMs.values());
    return Number.isFinite(oldestMs) ? performance.now() - oldestMs : 0;
  }
}

/**
 * A member of a group whose work does not get on. Whoever reads topics for it leaves the group, and stays away long enough for another
 * member to get its partitions (kafka-subscription.ts).
 */
export class NoProgress extends Error {
  override readonly name = 'NoProgress';
  /** As the broker's client reads it: this member is not to go on. */
  readonly retriable = false;

  constructor(quietMs: number) {
    super(`no message got on for ${Math.round(quietMs)} ms`);
  }
}

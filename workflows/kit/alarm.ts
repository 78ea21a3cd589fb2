import { CancellationScope, condition, sleep } from '@temporalio/workflow';

/**
 * One timer for all that a process waits for. A process that waits for many people one after the other sets an alarm for
 * each, and nearly all are answered in time: a timer that is begun and cancelled each time costs two events a wait. Here a
 * timer that is no longer needed is left to ring, and whoever waits is woken by the first one at or after his time.
 */
export class Alarm {
  private readonly sleepers = new Set<{ readonly atMs: number; woken: boolean }>();
  /** When the timers ring that have been begun. */
  private readonly ringsAtMs = new Set<number>();

  /**
   * Sleeps until an instant, or until it is woken before; not at all when the instant has passed.
   * @param atMs Infinity to be woken alone
   * @throws CancelledFailure when the waiting is cancelled
   */
  async sleepUntil(atMs: number, isWoken: () => boolean): Promise<void> {
    if (atMs <= Date.now() || isWoken()) return;
    const sleeper = { atMs, woken: false };
    this.sleepers.add(sleeper);
    if (atMs !== Infinity) this.set(atMs);
    try {
      await condition(() => sleeper.woken || isWoken());
    } finally {
      this.sleepers.delete(sleeper);
    }
  }

  /** Begins a timer, unless one rings no later. */
  private set(atMs: number): void {
    if ([...this.ringsAtMs].some((ringsAtMs) => ringsAtMs <= atMs)) return;
    this.ringsAtMs.add(atMs);
    void this.ring(atMs);
  }

  private async ring(atMs: number): Promise<void> {
    // Shielded: a cancelled waiting, or a cancelled process that still cleans up, leaves the timer to the others.
    await CancellationScope.nonCancellable(() => sleep(atMs - Date.now()));
    this.ringsAtMs.delete(atMs);
    for (const sleeper of this.sleepers) sleeper.woken ||= sleeper.atMs <= Date.now();
    const asleep = [...this.sleepers].filter(({ woken }) => !woken);
    const nextMs = Math.min(...asleep.map((sleeper) => sleeper.atMs));
    if (nextMs !== Infinity) this.set(nextMs);
  }
}

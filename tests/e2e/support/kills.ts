import { setTimeout as delay } from 'node:timers/promises';
import type { Audience } from '../../journey/player';
import type { HostChild } from './host-child';
import { pickDistinct, seededRandom } from './random';

/** One moment of a journey: some milliseconds after a step (from 0) has begun. */
export interface Moment {
  step: number;
  afterMs: number;
}

const LATEST_AFTER_MS = 400;

/** Chooses moments in different steps. @param seed repeats the choice */
export function chooseMoments(seed: number, count: number, steps: number): Moment[] {
  const random = seededRandom(seed);
  return pickDistinct(random, count, steps).map((step) => ({
    step,
    afterMs: Math.floor(random() * LATEST_AFTER_MS),
  }));
}

/** Kills the host at each moment while the journey goes on, and starts it again at once. */
export function killer(
  host: HostChild,
  moments: readonly Moment[],
): Audience & { done: () => Promise<number> } {
  let step = -1;
  const kills: Promise<void>[] = [];
  const killAfter = async ({ afterMs }: Moment): Promise<void> => {
    // The moment itself: it falls anywhere into the step, its consequences or the steps after it.
    await delay(afterMs);
    await host.kill();
    host.start();
  };
  return {
    async stepBegins() {
      step += 1;
      const moment = moments.find((candidate) => candidate.step === step);
      if (!moment) return;
      // A host that has not come up again has nothing to lose: the moment would be wasted.
      await Promise.all(kills);
      await host.ready();
      kills.push(killAfter(moment));
    },
    async done() {
      await Promise.all(kills);
      return kills.length;
    },
  };
}

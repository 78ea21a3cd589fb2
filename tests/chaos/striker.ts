import { setTimeout as delay } from 'node:timers/promises';
import type { KillableSystem } from '@kequan/dev';
import type { Strike, Victim } from './plan';

/** A kill as it was done. */
export interface Struck {
  victim: Victim;
  /** From the kill until it answered again, in milliseconds. */
  awayMs: number;
}

/** Kills as planned while journeys go on. */
export interface Striker {
  /** A step of any journey is about to begin. Resolves when it may. */
  stepBegins(): Promise<void>;
  /** Resolves when all kills that were due are done and everything is up again. @throws Error when a part did not come back */
  done(): Promise<readonly Struck[]>;
}

/**
 * Makes the one who kills. A victim that is still coming up from its last kill is waited for, and the step with it: so every
 * kill falls into a journey.
 */
export function createStriker(
  system: Pick<KillableSystem, 'kill' | 'restart'>,
  plan: readonly Strike[],
  say: (line: string) => void,
): Striker {
  let step = -1;
  const byStep = new Map(plan.map((strike) => [strike.step, strike]));
  const last = new Map<Victim, Promise<void>>();
  const struck: Struck[] = [];

  async function strike({ victim, afterMs, awayMs }: Strike): Promise<void> {
    // The moment itself: it falls anywhere into what the journeys are at.
    await delay(afterMs);
    const atMs = Date.now();
    await system.kill(victim);
    say(`killed ${victim}; started again in ${(awayMs / 1000).toFixed(1)} s`);
    await delay(awayMs);
    await system.restart(victim);
    struck.push({ victim, awayMs: Date.now() - atMs });
    say(`${victim} is back after ${((Date.now() - atMs) / 1000).toFixed(1)} s`);
  }

  return {
    async stepBegins() {
      step += 1;
      const due = byStep.get(step);
      if (!due) return;
      const before = last.get(due.victim) ?? Promise.resolve();
      const upAgain = before.then(() => strike(due));
      last.set(due.victim, upAgain);
      // What went wrong is told by `done`.
      upAgain.catch(() => undefined);
      await before;
    },
    async done() {
      await Promise.all(last.values());
      return struck;
    },
  };
}

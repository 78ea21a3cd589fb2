import type { KillableName } from '@kequan/dev';
import { pickDistinct, seededRandom } from '../e2e/support/random';

/** The parts that are killed. The SMS provider is an outside party: it does not belong to the system. */
export const VICTIMS = ['host', 'temporal', 'kafka', 'mongodb'] as const satisfies readonly KillableName[];
export type Victim = (typeof VICTIMS)[number];

/** One kill: some milliseconds after so many steps of all journeys together have begun, and how long it stays away. */
export interface Strike {
  step: number;
  victim: Victim;
  afterMs: number;
  awayMs: number;
}

const LATEST_AFTER_MS = 400;
const LONGEST_AWAY_MS = 3_000;
/** A kill when nearly all is done would meet nobody. */
const WITHIN_SHARE = 0.85;

/**
 * Chooses the kills of a run: each victim equally often, at different steps, in any order.
 * @param seed repeats the choice
 * @throws RangeError when there are not steps enough
 */
export function planStrikes(seed: number, killsEach: number, steps: number): Strike[] {
  const random = seededRandom(seed);
  const count = killsEach * VICTIMS.length;
  const below = Math.floor(steps * WITHIN_SHARE);
  if (count > below) throw new RangeError(`${count} kills do not fit into ${steps} steps`);
  const victims = shuffled(
    random,
    VICTIMS.flatMap((victim) => Array.from({ length: killsEach }, () => victim)),
  );
  return pickDistinct(random, count, below).map((step, index) => ({
    step,
    victim: victims[index] ?? 'host',
    afterMs: Math.floor(random() * LATEST_AFTER_MS),
    awayMs: Math.floor(random() * LONGEST_AWAY_MS),
  }));
}

function shuffled<T>(random: () => number, values: readonly T[]): T[] {
  return values
    .map((value) => ({ value, at: random() }))
    .sort((a, b) => a.at - b.at)
    .map(({ value }) => value);
}

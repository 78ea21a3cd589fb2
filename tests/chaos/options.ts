import { randomInt } from 'node:crypto';
import { parseArgs } from 'node:util';

/** What a chaos run is told. */
export interface ChaosOptions {
  journeys: number;
  /** How often each part is killed. */
  kills: number;
  /** Repeats the choice of the moments. */
  seed: number;
  /** When it is given up. */
  minutes: number;
  /** Only this journey; all of them by default. */
  only: string | undefined;
}

const MOST_JOURNEYS = 500;
const MOST_KILLS = 100;
const MOST_MINUTES = 600;
const SEEDS = 2 ** 31;

/** Reads the command line. @throws Error that names what is wrong */
export function readOptions(args: string[]): ChaosOptions {
  const { values } = parseArgs({
    args,
    options: {
      journeys: { type: 'string', default: '20' },
      kills: { type: 'string', default: '3' },
      seed: { type: 'string', default: String(randomInt(SEEDS)) },
      minutes: { type: 'string', default: '20' },
      only: { type: 'string' },
    },
  });
  return {
    journeys: whole('journeys', values.journeys, 1, MOST_JOURNEYS),
    kills: whole('kills', values.kills, 0, MOST_KILLS),
    seed: whole('seed', values.seed, 0, SEEDS - 1),
    minutes: whole('minutes', values.minutes, 1, MOST_MINUTES),
    only: values.only,
  };
}

function whole(name: string, text: string, least: number, most: number): number {
  const value = Number(text);
  if (!Number.isInteger(value) || value < least || value > most)
    throw new Error(`--${name}: a whole number from ${least} to ${most}`);
  return value;
}

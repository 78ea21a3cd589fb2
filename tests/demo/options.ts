import { parseArgs } from 'node:util';
import { journeyNames } from '../journey/load';

const MOST_AT_ONCE = 100;

export interface DemoOptions {
  /** The journeys to play, by name. */
  names: string[];
  /** How many of each are played at once. */
  atOnce: number;
}

/**
 * What the demonstration is asked for: all journeys, or those named by `--journey=NAME`; `--journeys=N` of each at once.
 * @throws Error when there is no such journey, or the number is out of bounds
 */
export function demoOptions(args: string[]): DemoOptions {
  const { values } = parseArgs({
    args,
    options: {
      journey: { type: 'string', multiple: true, default: [] },
      journeys: { type: 'string', default: '1' },
    },
  });
  const known = journeyNames();
  const unknown = values.journey.filter((name) => !known.includes(name));
  if (unknown.length > 0) throw new Error(`--journey: ${known.join(' | ')}`);
  const atOnce = Number(values.journeys);
  if (!Number.isInteger(atOnce) || atOnce < 1 || atOnce > MOST_AT_ONCE)
    throw new Error(`--journeys: 1-${MOST_AT_ONCE}`);
  return { names: values.journey.length > 0 ? values.journey : known, atOnce };
}

import type { Played } from '../journey/player';
import { paint } from './paint';
import { say } from './words';

/** Prints how the journeys ended, all together. @returns the exit code: 1 at any difference */
export function verdict(all: readonly Played[], elapsedMs: number, print: (line: string) => void): number {
  const differing = all.flatMap(differencesOf);
  if (differing.length > 0) {
    print(`\n${paint.bad(say('bad', { count: differing.length }))}`);
    for (const line of differing) print(line);
    return 1;
  }
  const total = (of: (played: Played) => number): number => all.reduce((sum, played) => sum + of(played), 0);
  const params = {
    journeys: all.length,
    steps: total(({ run }) => run.journey.steps.length),
    events: total(({ events }) => events.length),
    sms: total(({ sms }) => sms.length),
    seconds: (elapsedMs / 1000).toFixed(1),
  };
  print(`\n${paint.good(say('good', params))}`);
  return 0;
}

/** What differs, one line each. */
function differencesOf({ run, differences }: Played): string[] {
  return differences.map(
    ({ kind, what }) => `  ${paint.bad(say(`difference.${kind}`))}：${run.journey.title}：${what}`,
  );
}

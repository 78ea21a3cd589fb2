import { parseArgs } from 'node:util';
import { createClient } from './client';
import { loadJourney } from './journey/load';
import { play, type Played } from './journey/player';
import { beginRun } from './journey/run';
import { createWitness } from './journey/witness';
import { liveReport } from './report/live';
import { paint } from './report/paint';
import { differencesOf, summaryOf } from './report/summary';
import { say } from './report/words';
import { findSurroundings } from './surroundings';
import { watchEvents } from './watch/event-watch';

const MOST_JOURNEYS = 100;

/** Plays the journey against a running system and tells what it saw. @returns the exit code */
async function main(): Promise<number> {
  const count = journeysWanted(process.argv.slice(2));
  const places = findSurroundings(process.env);
  const journey = loadJourney('js-inspection-testing');
  const print = (line: string): void => console.log(line);
  const alone = count === 1;
  print(paint.strong(say(alone ? 'begin' : 'beginMany', { title: journey.title, count })));
  print(paint.dim(say('against', { url: places.gatewayUrl })));

  const startedAtMs = Date.now();
  const seconds = (): string => ((Date.now() - startedAtMs) / 1000).toFixed(1);
  const watch = await watchEvents(places.kafkaBrokers, places.instance);
  try {
    const witness = createWitness(watch, places.smsUrl);
    const client = createClient({
      baseUrl: places.gatewayUrl,
      onRetry: (request) => print(`      ${paint.dim(say('retry', { request }))}`),
    });
    const one = async (number: number): Promise<Played> => {
      const run = beginRun(journey, client, places.staffPassword);
      const played = await play(run, { witness, ...(alone ? { audience: liveReport(run, print) } : {}) });
      if (!alone) print(playedLine(played, number, seconds()));
      return played;
    };
    const all = await Promise.all(Array.from({ length: count }, (_none, index) => one(index + 1)));
    const [first] = all;
    if (alone && first) for (const line of summaryOf(first, places)) print(line);
    return verdict(all, seconds(), print);
  } finally {
    await watch.stop();
  }
}

function journeysWanted(args: string[]): number {
  const { values } = parseArgs({ args, options: { journeys: { type: 'string', default: '1' } } });
  const count = Number(values.journeys);
  if (!Number.isInteger(count) || count < 1 || count > MOST_JOURNEYS)
    throw new Error(`--journeys: 1-${MOST_JOURNEYS}`);
  return count;
}

function playedLine({ run, events, sms }: Played, number: number, seconds: string): string {
  return say('played', {
    number,
    seconds,
    unitCode: run.values.get('unitCode') ?? '',
    notice: run.values.get('noticeNumber') ?? '',
    events: events.length,
    sms: sms.length,
  });
}

function verdict(all: readonly Played[], seconds: string, print: (line: string) => void): number {
  const differing = all.flatMap(differencesOf);
  if (differing.length > 0) {
    print(`\n${paint.bad(say('bad', { count: differing.length }))}`);
    for (const line of differing) print(line);
    return 1;
  }
  const total = (of: (played: Played) => number): number => all.reduce((sum, played) => sum + of(played), 0);
  const params = {
    steps: total(({ run }) => run.journey.steps.length),
    events: total(({ events }) => events.length),
    sms: total(({ sms }) => sms.length),
    seconds,
  };
  print(`\n${paint.good(say('good', params))}`);
  return 0;
}

main().then(
  (code) => {
    process.exitCode = code;
  },
  (error: unknown) => {
    console.error(`\n${paint.bad(say('failed'))}：${error instanceof Error ? error.message : String(error)}`);
    process.exitCode = 1;
  },
);

import { createClient } from '../client';
import { loadJourney } from '../journey/load';
import { play, type Played } from '../journey/player';
import { beginRun } from '../journey/run';
import { createWitness, type Witness } from '../journey/witness';
import { liveReport } from '../report/live';
import { paint } from '../report/paint';
import { summaryOf } from '../report/summary';
import { verdict } from '../report/verdict';
import { say } from '../report/words';
import { findSurroundings, type Surroundings } from '../surroundings';
import { watchEvents } from '../watch/event-watch';
import { demoOptions } from './options';

const print = (line: string): void => console.log(line);

/** Plays the journeys against a running system, one after the other, and tells what it saw. @returns the exit code */
async function main(): Promise<number> {
  const { names, atOnce } = demoOptions(process.argv.slice(2));
  const places = findSurroundings(process.env);
  print(paint.dim(say('against', { url: places.gatewayUrl })));
  const startedAtMs = Date.now();
  const watch = await watchEvents(places.kafkaBrokers, places.instance);
  try {
    const witness = createWitness(watch, places.smsUrl);
    const all: Played[] = [];
    for (const name of names) all.push(...(await playAtOnce(name, atOnce, witness, places)));
    return verdict(all, Date.now() - startedAtMs, print);
  } finally {
    await watch.stop();
  }
}

/** One journey, as often at the same time as asked for; one alone is told step by step. */
async function playAtOnce(
  name: string,
  count: number,
  witness: Witness,
  places: Surroundings,
): Promise<Played[]> {
  const journey = loadJourney(name);
  const alone = count === 1;
  print(`\n${paint.strong(say(alone ? 'begin' : 'beginMany', { title: journey.title, count }))}`);
  const client = createClient({
    baseUrl: places.gatewayUrl,
    onRetry: (request) => print(`      ${paint.dim(say('retry', { request }))}`),
  });
  const startedAtMs = Date.now();
  const one = async (number: number): Promise<Played> => {
    const run = beginRun(journey, client, places.staffPassword);
    const played = await play(run, { witness, ...(alone ? { audience: liveReport(run, print) } : {}) });
    if (!alone) print(playedLine(played, number, Date.now() - startedAtMs));
    return played;
  };
  const all = await Promise.all(Array.from({ length: count }, (_none, index) => one(index + 1)));
  if (alone) for (const line of all.flatMap((played) => summaryOf(played, places))) print(line);
  return all;
}

function playedLine({ run, events, sms }: Played, number: number, elapsedMs: number): string {
  return say('played', {
    number,
    seconds: (elapsedMs / 1000).toFixed(1),
    unitCode: run.values.get('unitCode') ?? '',
    events: events.length,
    sms: sms.length,
  });
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

import { setTimeout as delay } from 'node:timers/promises';
import { demoPassword, startKillableSystem, type KillableSystem } from '@kequan/dev';
import { createClient, type Client } from '../client';
import { journeyNames, loadJourney } from '../journey/load';
import { walk } from '../journey/player';
import { beginRun, type Run } from '../journey/run';
import { createWitness } from '../journey/witness';
import { watchEvents, type EventWatch } from '../watch/event-watch';
import { createBoard, type Board } from './board';
import { findDifferences, type Findings } from './findings';
import type { ChaosOptions } from './options';
import { planStrikes } from './plan';
import { createStriker, type Striker, type Struck } from './striker';

/** Where a chaos run has its own system, and whom it tells. */
export interface ChaosPlace {
  dataDir: string;
  say: (line: string) => void;
}

/** What a chaos run came to. */
export interface ChaosReport {
  /** How many journeys of each name. */
  journeys: Record<string, number>;
  steps: number;
  struck: readonly Struck[];
  retries: number;
  repeatedDeliveries: number;
  findings: Findings;
  /** Everything that is not as it must be, in words; none when all is well. */
  differences: string[];
}

const INSTANCE = 'chaos';
/** How long a step, or what it causes, may take with everything around it being killed. */
const STEP_PATIENCE_MS = 240_000;
const NOT_LIMITED = '1000000';

/**
 * Brings a system of its own up, plays journeys at once over its public API, and meanwhile kills its parts.
 * @throws Error when the system does not come up at all
 */
export async function runChaos(options: ChaosOptions, place: ChaosPlace): Promise<ChaosReport> {
  const environment = { KEQUAN_INSTANCE: INSTANCE, RATE_LIMIT_PER_MINUTE: NOT_LIMITED, LOG_LEVEL: 'warn' };
  const system = await startKillableSystem({ ...place, environment });
  try {
    const watch = await watchEvents(system.endpoints.kafkaBrokers, INSTANCE);
    try {
      return await runOn(system, watch, options, place.say);
    } finally {
      await watch.stop();
    }
  } finally {
    await system.stop();
  }
}

async function runOn(
  system: KillableSystem,
  watch: EventWatch,
  options: ChaosOptions,
  say: (line: string) => void,
): Promise<ChaosReport> {
  const names = options.only === undefined ? journeyNames() : [options.only];
  let retries = 0;
  const onRetry = (): void => void (retries += 1);
  const client = createClient({ baseUrl: system.url, patienceMs: STEP_PATIENCE_MS, onRetry });
  const runs = startRuns(names, options.journeys, client);
  const steps = runs.reduce((sum, { run }) => sum + run.journey.steps.length, 0);
  const striker = createStriker(system, planStrikes(options.seed, options.kills, steps), say);
  const witness = createWitness(watch, system.endpoints.smsUrl);
  const board = createBoard();
  const differences: string[] = [];

  async function one({ name, run }: NamedRun): Promise<void> {
    const place = board.enter(name, run.journey.steps.length);
    try {
      await walk(run, { witness, audience: striking(place, striker), patienceMs: STEP_PATIENCE_MS });
    } catch (error) {
      const said = `${place.where()}: ${textOf(error)}`;
      differences.push(said);
      say(`STUCK ${said}`);
    } finally {
      place.ended();
    }
  }

  const inTime = await within(options.minutes * 60_000, Promise.all(runs.map(one)));
  if (!inTime)
    differences.push(...board.underWay().map((where) => `not ended in ${options.minutes} min: ${where}`));
  const struck = await striker.done().catch((error: unknown) => {
    differences.push(`a killed part did not come back: ${textOf(error)}`);
    return [];
  });
  say('all journeys have ended; looking at what there is ...');
  const findings = await findDifferences({ system, instance: INSTANCE, watch, witness, runs });
  differences.push(...findings.differences);
  differences.push(...system.ownEnds().map((how) => `the services ended by themselves: ${how}`));
  const journeys = Object.fromEntries(
    names.map((name) => [name, runs.filter((one) => one.name.startsWith(`${name} `)).length]),
  );
  return {
    journeys,
    steps,
    struck,
    retries,
    repeatedDeliveries: watch.repeated(),
    findings,
    differences,
  };
}

/** A run and what it is called. */
export interface NamedRun {
  name: string;
  run: Run;
}

function startRuns(names: readonly string[], count: number, client: Client): NamedRun[] {
  return Array.from({ length: count }, (_none, index) => {
    const name = names[index % names.length] ?? '';
    return { name: `${name} no. ${index + 1}`, run: beginRun(loadJourney(name), client, demoPassword()) };
  });
}

function striking(place: ReturnType<Board['enter']>, striker: Striker): typeof place {
  return {
    ...place,
    async stepBegins(step) {
      await place.stepBegins?.(step);
      await striker.stepBegins();
    },
  };
}

async function within(ms: number, work: Promise<unknown>): Promise<boolean> {
  const over = new AbortController();
  const late = delay(ms, false, { signal: over.signal }).catch(() => false);
  try {
    return await Promise.race([work.then(() => true), late]);
  } finally {
    over.abort();
  }
}

function textOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  return error.cause === undefined ? error.message : `${error.message}: ${textOf(error.cause)}`;
}

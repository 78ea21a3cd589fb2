import type { KillableSystem } from '@kequan/dev';
import { untilDone } from '../client';
import { examine, type Played } from '../journey/player';
import type { Witness } from '../journey/witness';
import type { EventWatch } from '../watch/event-watch';
import type { NamedRun } from './chaos';
import { auditLedgers } from './ledgers';
import { unwellProcesses } from './processes';
import { settled } from '../watch/settled';

/** What is there after all journeys have ended. */
export interface Findings {
  events: number;
  sms: number;
  timelineEntries: number;
  /** The last line of the audit. */
  audit: string;
  deadLetters: number;
  differences: string[];
}

export interface Scene {
  system: KillableSystem;
  instance: string;
  watch: EventWatch;
  witness: Witness;
  runs: readonly NamedRun[];
}

/** How long something that is still on its way may take. */
const PATIENCE_MS = 120_000;
/** How long nothing new may come before it is said that nothing was doubled. */
const QUIET_MS = 10_000;

/** Waits until everything has had its effect, and then compares all that can be seen with what must be there. */
export async function findDifferences(scene: Scene): Promise<Findings> {
  const { system, instance, watch, witness, runs } = scene;
  const differences: string[] = [];
  const note = (error: unknown): void =>
    void differences.push(error instanceof Error ? error.message : String(error));
  await settled(system.endpoints, instance).catch(note);
  const played = await Promise.all(
    runs.map(({ name, run }) =>
      settledRun(run, witness).catch((error: unknown) => {
        note(new Error(`${name}: ${String(error)}`));
        return undefined;
      }),
    ),
  );
  for (const [index, one] of played.entries())
    for (const { kind, what } of one?.differences ?? [])
      differences.push(`${runs[index]?.name}: ${kind}: ${what}`);

  const audit = await auditLedgers(system.endpoints.mongodbUrl, instance);
  differences.push(...audit.differences);
  differences.push(...watch.deadLetters().map((text) => `dead letter: ${text.slice(0, 500)}`));
  differences.push(...(await unwellProcesses(system.endpoints.temporalAddress)));
  const total = (of: (one: Played) => number): number =>
    played.reduce((sum, one) => sum + (one ? of(one) : 0), 0);
  return {
    events: total(({ events }) => events.length),
    sms: total(({ sms }) => sms.length),
    timelineEntries: total(({ timeline }) => timeline.length),
    audit: audit.summary,
    deadLetters: watch.deadLetters().length,
    differences,
  };
}

/** Looks until nothing is on its way any more, and once more after a time in which nothing new came. */
async function settledRun(run: NamedRun['run'], witness: Witness): Promise<Played> {
  let last: Played | undefined;
  await untilDone<true>('quiet', PATIENCE_MS, async () => {
    last = await examine(run, { witness, patienceMs: PATIENCE_MS });
    const onTheirWay = last.differences.filter(({ kind }) => kind === 'missing' || kind === 'state');
    if (onTheirWay.length > 0) return { done: false, reason: onTheirWay.map(({ what }) => what).join('; ') };
    return witness.quietMs(run) >= QUIET_MS
      ? { done: true, value: true }
      : { done: false, reason: 'still something new' };
  }).catch((error: unknown) => {
    // What is still missing stands in the differences.
    if (!last) throw error;
  });
  return last ?? examine(run, { witness });
}

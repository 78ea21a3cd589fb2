import type { KeQuanEvent, TimelineEntryView } from '@kequan/contracts';
import { Refused, untilDone } from '../client';
import type { ReceivedSms } from '../watch/sms-inbox';
import { act, type Outcome } from './act';
import { eventDifferences, messageDifferences, smsDifferences, type Difference } from './differences';
import { applicantsOf, clientOf, ownOf, type Run } from './run';
import type { Step } from './script';
import type { Witness } from './witness';

/** Told of what happens while a journey is played. */
export interface Audience {
  stepBegins?(step: Step): void | Promise<void>;
  stepEnded?(step: Step, outcome: Outcome): void;
}

/** A journey that was played to its end, with all that was seen of it. */
export interface Played {
  run: Run;
  events: KeQuanEvent[];
  sms: ReceivedSms[];
  timeline: TimelineEntryView[];
  differences: Difference[];
}

export interface PlayOptions {
  witness: Witness;
  audience?: Audience;
  /** How long the events and messages of a step may take. */
  patienceMs?: number;
  /** How long nothing new may come before it is said that nothing was doubled. */
  quietMs?: number;
}

const PATIENCE_MS = 60_000;
const QUIET_MS = 2_000;

/**
 * Plays a journey from the first step to the last, and looks at it when it has become quiet.
 * @returns all that was seen, with what differs from the expectation
 * @throws Error when a step comes to something else than the journey says, or something stays missing
 */
export async function play(run: Run, options: PlayOptions): Promise<Played> {
  const { witness, patienceMs = PATIENCE_MS, quietMs = QUIET_MS } = options;
  await walk(run, options);
  await untilDone('quiet after the last step', patienceMs + quietMs, async () =>
    witness.quietMs(run) >= quietMs
      ? { done: true, value: true }
      : { done: false, reason: 'still something new' },
  );
  return examine(run, options);
}

/**
 * Does the steps of a journey. After each step it waits for the events and messages that the step must cause.
 * @throws Error when a step comes to something else than the journey says, or something stays missing
 */
export async function walk(run: Run, options: PlayOptions): Promise<void> {
  const { witness, audience, patienceMs = PATIENCE_MS } = options;
  const done: Step[] = [];
  for (const step of run.journey.steps) {
    await audience?.stepBegins?.(step);
    const outcome = await perform(run, step);
    done.push(step);
    if (step.expect.events.length + step.expect.sms.length > 0)
      await untilNothingIsMissing(run, done, witness, patienceMs);
    audience?.stepEnded?.(step, outcome);
  }
}

/**
 * Looks at a journey whose steps are done. @returns all that was seen, with what differs from the expectation
 * @throws Error when the timelines stay without an event
 */
export async function examine(
  run: Run,
  { witness, patienceMs = PATIENCE_MS }: Pick<PlayOptions, 'witness' | 'patienceMs'>,
): Promise<Played> {
  const events = witness.events(run);
  const timelines = await wholeTimelines(run, events, patienceMs);
  const sms = await witness.sms(run);
  const shown = await Promise.all(
    applicantsOf(run.journey).map(({ key }) => clientOf(run, key).notification.messages()),
  );
  const messages = shown.flatMap(({ items }) => items);
  const differences = [
    ...(await differencesOf(run, run.journey.steps, witness)),
    ...timelines.flatMap((timeline) => timelineDifferences(events, timeline)),
    ...messageDifferences(messages, sms),
  ];
  return { run, events, sms, timeline: merged(timelines), differences };
}

/** Does the step and compares what it came to with what it must come to. */
async function perform(run: Run, step: Step): Promise<Outcome> {
  const { refused, status } = step.expect;
  try {
    const outcome = await act(run, step);
    if (refused) throw new Error(`“${step.words}” was not refused; expected ${refused.code}`);
    if (status !== undefined && outcome.status !== status)
      throw new Error(`“${step.words}”: expected ${status}, found ${String(outcome.status)}`);
    return outcome;
  } catch (error) {
    if (!(error instanceof Refused) || !refused) throw error;
    const { code, fields = [], title, detail } = error.problem;
    const named = fields.map(({ path }) => path);
    const unnamed = refused.fields.filter((field) => !named.some((path) => path.split('.').includes(field)));
    if (code !== refused.code || unnamed.length > 0)
      throw new Error(`“${step.words}”: expected ${refused.code} of ${refused.fields.join(', ')}`, {
        cause: error,
      });
    return { seen: `${title}：${detail}` };
  }
}

async function untilNothingIsMissing(
  run: Run,
  done: readonly Step[],
  witness: Witness,
  patienceMs: number,
): Promise<void> {
  await untilDone('events and messages', patienceMs, async () => {
    const missing = (await differencesOf(run, done, witness)).filter(({ kind }) => kind === 'missing');
    return missing.length === 0
      ? { done: true, value: true }
      : { done: false, reason: `missing: ${missing.map(({ what }) => what).join('; ')}` };
  });
}

async function differencesOf(run: Run, done: readonly Step[], witness: Witness): Promise<Difference[]> {
  const buried = witness.deadLetters(run).map((what): Difference => ({ kind: 'unexpected', what }));
  const events = done.flatMap(({ expect }) => expect.events);
  const sms = done.flatMap(({ expect }) => expect.sms);
  return [
    ...eventDifferences(events, witness.events(run)),
    ...smsDifferences(sms, await witness.sms(run), (actor) => ownOf(run, actor, 'phone')),
    ...buried,
  ];
}

/** The timeline of each applicant, once together they tell of every event that Kafka carried. */
async function wholeTimelines(
  run: Run,
  events: readonly KeQuanEvent[],
  patienceMs: number,
): Promise<TimelineEntryView[][]> {
  const begun = applicantsOf(run.journey).filter(({ key }) => run.values.has(`${key}.institutionId`));
  return untilDone<TimelineEntryView[][]>('the timeline', patienceMs, async () => {
    const timelines = await Promise.all(
      begun.map(({ key }) => clientOf(run, key).insight.timeline(ownOf(run, key, 'institutionId'))),
    );
    const told = new Set(timelines.flat().map(({ eventId }) => eventId));
    const missing = events.filter(({ id }) => !told.has(id));
    return missing.length === 0
      ? { done: true, value: timelines }
      : { done: false, reason: `without ${missing.map(({ type }) => type).join(', ')}` };
  });
}

/** What happened, in its order; what stands in two timelines once. */
function merged(timelines: readonly TimelineEntryView[][]): TimelineEntryView[] {
  const byId = new Map(timelines.flat().map((entry) => [entry.eventId, entry]));
  return [...byId.values()].sort((a, b) => a.at.localeCompare(b.at) || a.eventId.localeCompare(b.eventId));
}

function timelineDifferences(
  events: readonly KeQuanEvent[],
  timeline: readonly TimelineEntryView[],
): Difference[] {
  const known = new Set(events.map(({ id }) => id));
  const seen = new Set<string>();
  return timeline.flatMap(({ eventId, words }): Difference[] => {
    const doubled = seen.has(eventId);
    seen.add(eventId);
    if (doubled) return [{ kind: 'doubled', what: `timeline: ${words}` }];
    return known.has(eventId) ? [] : [{ kind: 'unexpected', what: `timeline: ${words}` }];
  });
}

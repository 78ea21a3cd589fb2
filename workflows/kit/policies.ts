import {
  CancellationScope,
  isCancellation,
  proxyActivities,
  proxyLocalActivities,
  TemporalFailure,
  type ActivityOptions,
  type LocalActivityOptions,
} from '@temporalio/workflow';
import { taskQueueOf } from '@kequan/contracts/pure';
import { BROKEN_RULES, brokenRule } from './refusals';

const SECOND_MS = 1_000;
const MINUTE_MS = 60 * SECOND_MS;
const DAY_MS = 24 * 60 * MINUTE_MS;

/** How long one attempt may take, and how long all attempts together; in milliseconds. */
interface Bounds {
  startToCloseTimeout: number;
  scheduleToCloseTimeout: number;
}

/** A policy of activities. @throws TypeError when it has no bound for one attempt or none for all together */
export function bounded<Options extends Partial<Bounds>>(options: Options): Options & Bounds {
  const { startToCloseTimeout, scheduleToCloseTimeout } = options;
  if (!startToCloseTimeout || !scheduleToCloseTimeout)
    throw new TypeError('an activity has a bound per attempt and a bound in all');
  return { ...options, startToCloseTimeout, scheduleToCloseTimeout };
}

/**
 * A step on the home's own facts: one short write, done within the workflow task, at the cost of one history event. All
 * attempts together are shorter than the task (10 s), so that none is kept alive by heartbeats.
 */
export const HOME_STEP = bounded({
  startToCloseTimeout: 3 * SECOND_MS,
  scheduleToCloseTimeout: 6 * SECOND_MS,
  retry: {
    initialInterval: 100,
    backoffCoefficient: 2,
    maximumInterval: 2 * SECOND_MS,
    // Seen: the bound in all does not end a local activity between two attempts; their number does.
    maximumAttempts: 5,
    nonRetryableErrorTypes: BROKEN_RULES,
  },
} satisfies LocalActivityOptions);

/**
 * A step that waits until its service is back: a weekend's outage, and more, loses nothing and writes no history.
 * Broken rules arrive as not to be retried; to name them here too would write 460 bytes into the history at each step.
 */
export const PATIENT_STEP = bounded({
  startToCloseTimeout: 30 * SECOND_MS,
  scheduleToCloseTimeout: 30 * DAY_MS,
  retry: {
    initialInterval: 500,
    backoffCoefficient: 2,
    maximumInterval: MINUTE_MS,
  },
} satisfies ActivityOptions);

type Steps<A> = { [Name in keyof A]: (...args: never[]) => Promise<unknown> };

/**
 * The steps of another service, on its task queue.
 * @param instance the installation's prefix of the task queues
 */
export function stepsOf<A extends Steps<A>>(instance: string, service: string): A {
  return shielded(proxyActivities<A>({ ...PATIENT_STEP, taskQueue: taskQueueOf(instance, service) }) as A);
}

/**
 * What a process asks of another service before it does anything: it changes nothing that would have to be undone, so a cancellation
 * does not wait for the answer.
 * @param instance the installation's prefix of the task queues
 */
export function askOf<A extends Steps<A>>(instance: string, service: string): A {
  return proxyActivities<A>({ ...PATIENT_STEP, taskQueue: taskQueueOf(instance, service) }) as A;
}

/**
 * The steps of the process's home, as local activities. One that cannot be done at once (the store is away) goes on as
 * a patient step on the home's own queue: retries of a local activity would fill the history.
 */
export function homeSteps<A extends Steps<A>>(): A {
  const local = proxyLocalActivities<A>(HOME_STEP) as Steps<A>;
  const patient = proxyActivities<A>(PATIENT_STEP) as Steps<A>;
  return madeOf<A>((name) => async (...args) => {
    try {
      return await shielded(local)[name](...args);
    } catch (error) {
      // The SDK hands on a local activity's failure as it is, not inside an ActivityFailure.
      if (!(error instanceof TemporalFailure) || isCancellation(error) || brokenRule(error)) throw error;
      return shielded(patient)[name](...args);
    }
  });
}

/**
 * Steps that a cancellation does not cut: a process must know what became of a step before it undoes anything (M9). What is
 * cancelled is its waiting, for people and for time.
 */
function shielded<A extends Steps<A>>(steps: Steps<A>): A {
  return madeOf<A>(
    (name) =>
      (...args) =>
        CancellationScope.nonCancellable(() => steps[name](...args)),
  );
}

function madeOf<A>(step: (name: keyof A) => (...args: never[]) => Promise<unknown>): A {
  return new Proxy({}, { get: (_, name) => step(name as keyof A) }) as A;
}

import {
  WithStartWorkflowOperation,
  WorkflowNotFoundError,
  WorkflowUpdateFailedError,
  type Client,
} from '@temporalio/client';
import { ApplicationFailure } from '@temporalio/common';
import { Failure, failure, taskQueueOf } from '@kequan/contracts';
import { backOffMs, pause } from '../base/wait';
import { isNotReady } from '../failures/grpc';
import { mayPass } from '../failures/judge';
import { UNPROCESSED_UPDATE } from '../failures/of-temporal';
import { failureFromTemporal } from './failures';
import { listOpen, signalOpen, type OpenProcess, type SignalToOpen } from './open-processes';
import { keepSchedule } from './schedules';

/** A process to be started, or gone on with when it runs already. */
export interface ProcessToStart {
  workflowType: string;
  workflowId: string;
  /** The service whose worker runs it: the process's home. */
  home: string;
  input: unknown;
  /** One line for the Temporal UI, at most 200 bytes; no personal data. */
  summary: string;
}

/** A process that Temporal begins by the calendar; while one runs, the next is left out. */
export interface ScheduledProcess {
  scheduleId: string;
  /** Five fields, in the time zone. */
  cron: string;
  timeZone: string;
  /** Temporal adds the time to the id. */
  process: ProcessToStart;
}

export interface UpdateCall {
  name: string;
  /** Makes a retry harmless: the same id gets the same answer. */
  updateId: string;
  args: unknown;
}

/** How the routes of a service speak to processes. */
export interface Processes {
  /** Starts the process when it does not run, and gives it the Update, in one round trip. @throws the process's Failure, `Unavailable` */
  startOrUpdate<R>(process: ProcessToStart, update: UpdateCall): Promise<R>;
  /** Gives a running process an Update. @throws the process's Failure, `NotFound` when no such process runs, `Unavailable` */
  update<R>(workflowId: string, update: UpdateCall): Promise<R>;
  /** Tells a running process something, without an answer; one that has ended needs no telling. @throws `Unavailable` */
  signal(workflowId: string, name: string, input?: unknown): Promise<void>;
  /** Tells all open processes of a home something, once for each job. @throws `Unavailable` */
  signalOpen(told: SignalToOpen): Promise<void>;
  /** The open processes of which a visibility query holds, with what they tell of themselves. @throws `Unavailable` */
  listOpen(query: string): Promise<OpenProcess[]>;
  /** Asks a process; undefined when there is none. @throws `Unavailable` */
  query<R>(workflowId: string, name: string): Promise<R | undefined>;
  /** Has a process begun again and again; a Schedule of the same id is brought up to date. @throws `Unavailable` */
  schedule(scheduled: ScheduledProcess): Promise<void>;
}

/** How long a caller waits for a process's answer; past it he repeats the call with the same key, without harm. */
const ANSWER_WITHIN_MS = 20_000;
/** A process that was just ending when the Update came is started anew; more than this in a row is no coincidence. */
const MOST_RESTARTS = 5;
/** How often a call is made again that a process could not take at that moment: about two seconds in all. */
const MOST_NOT_READY = 10;

/** The processes of an installation. @param instance the prefix of its task queues */
export function createProcesses(
  client: Client,
  instance: string,
  answerWithinMs = ANSWER_WITHIN_MS,
): Processes {
  const within = <R>(work: () => Promise<R>): Promise<R> =>
    client.connection
      .withDeadline(Date.now() + answerWithinMs, () => onceReady(work))
      .catch((error: unknown) => {
        throw translate(error);
      });

  return {
    startOrUpdate: (process, update) =>
      within(async () => {
        for (let restart = 1; ; restart += 1) {
          try {
            return await client.workflow.executeUpdateWithStart(update.name, {
              args: [update.args],
              updateId: update.updateId,
              startWorkflowOperation: new WithStartWorkflowOperation(process.workflowType, {
                workflowId: process.workflowId,
                taskQueue: taskQueueOf(instance, process.home),
                args: [process.input],
                workflowIdConflictPolicy: 'USE_EXISTING',
                workflowIdReusePolicy: 'ALLOW_DUPLICATE',
                staticSummary: process.summary,
              }),
            });
          } catch (error) {
            if (!wasEnding(error)) throw error;
            if (restart >= MOST_RESTARTS) throw failure('Unavailable');
          }
        }
      }),
    update: (workflowId, update) =>
      within(() =>
        client.workflow
          .getHandle(workflowId)
          .executeUpdate(update.name, { args: [update.args], updateId: update.updateId }),
      ),
    signal: async (workflowId, name, input) => {
      try {
        await within(() =>
          client.workflow.getHandle(workflowId).signal(name, ...(input === undefined ? [] : [input])),
        );
      } catch (error) {
        if (!(error instanceof Failure && error.code === 'NotFound')) throw error;
      }
    },
    query: async (workflowId, name) => {
      try {
        return await within(() => client.workflow.getHandle(workflowId).query(name));
      } catch (error) {
        if (error instanceof Failure && error.code === 'NotFound') return undefined;
        throw error;
      }
    },
    signalOpen: (told) => within(() => signalOpen(client, told, instance)),
    listOpen: (query) => within(() => listOpen(client, query, instance)),
    schedule: (scheduled) => within(() => keepSchedule(client, scheduled, instance)),
  };
}

/**
 * Makes a call again that met a process between two states: a process that wants to end just as a step of it reports back
 * does its task anew, and what was given to that task is not taken. Nothing was done, so the same call is made again.
 */
async function onceReady<R>(work: () => Promise<R>): Promise<R> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await work();
    } catch (error) {
      if (!isNotReady(error) && !wasNotTaken(error)) throw error;
      if (attempt >= MOST_NOT_READY) throw failure('Unavailable');
      await pause(backOffMs(attempt, 20, 400));
    }
  }
}

/** Of many Updates at once the server hands back those that no worker took up (M24): nothing was done of them either. */
function wasNotTaken(error: unknown): boolean {
  if (!(error instanceof WorkflowUpdateFailedError)) return false;
  return error.cause instanceof ApplicationFailure && error.cause.type === UNPROCESSED_UPDATE;
}

function wasEnding(error: unknown): boolean {
  if (error instanceof WorkflowNotFoundError) return true;
  return (
    error instanceof WorkflowUpdateFailedError &&
    /completed before|already completed/i.test(error.cause?.message ?? '')
  );
}

function translate(error: unknown): unknown {
  // An Update to a process that ended meanwhile: for the caller there is no such process any more.
  if (wasEnding(error)) return failure('NotFound');
  if (error instanceof WorkflowUpdateFailedError) {
    const told = failureFromTemporal(error.cause);
    if (told) return told;
  }
  return mayPass(error) ? failure('Unavailable') : error;
}

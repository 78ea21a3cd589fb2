import {
  WithStartWorkflowOperation,
  WorkflowNotFoundError,
  WorkflowUpdateFailedError,
  type Client,
} from '@temporalio/client';
import { ApplicationFailure } from '@temporalio/common';
import { Failure, failure, newId, taskQueueOf } from '@kequan/contracts';
import { backOffMs, pause } from '../base/wait';
import { isNotReady } from '../failures/grpc';
import { mayPass } from '../failures/judge';
import { UNPROCESSED_UPDATE } from '../failures/of-temporal';
import { failureFromTemporal } from './failures';
import type { Processes } from './process-calls';
import { keepSchedule } from './schedules';

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
    startOrUpdate: (process, message, input) => {
      const updateId = newId();
      return within(async () => {
        for (let restart = 1; ; restart += 1) {
          try {
            return await client.workflow.executeUpdateWithStart(message.name, {
              args: [input],
              updateId,
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
      });
    },
    update: (workflowId, message, input) => {
      const updateId = newId();
      const handle = client.workflow.getHandle(workflowId);
      return within(() => handle.executeUpdate(message.name, { args: [input], updateId }));
    },
    signal: async (workflowId, { name }, input) => {
      try {
        await within(() => client.workflow.getHandle(workflowId).signal(name, input));
      } catch (error) {
        if (!(error instanceof Failure && error.code === 'NotFound')) throw error;
      }
    },
    query: async (workflowId, { name }) => {
      try {
        return await within(() => client.workflow.getHandle(workflowId).query(name));
      } catch (error) {
        if (error instanceof Failure && error.code === 'NotFound') return undefined;
        throw error;
      }
    },
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

import { WorkflowNotFoundError, WorkflowUpdateFailedError } from '@temporalio/client';
import { ApplicationFailure } from '@temporalio/common';
import { failure, newId } from '@kequan/contracts';
import { backOffMs, pause } from '../base/wait';
import { isNotReady } from '../failures/grpc';
import { UNPROCESSED_UPDATE } from '../failures/of-temporal';
import { failureFromTemporal } from './failures';

/** The first wait before a call is made again, and the longest. */
const FIRST_WAIT_MS = 20;
const LONGEST_WAIT_MS = 400;

/**
 * Makes a call again, until the deadline, that met a process between two states: one that wants to end just as a step of it reports back
 * does its task anew, and what was given to that task is not taken; one that deals with another message says `Unavailable`. Nothing was
 * done, so the same call is made again.
 * @param call under an id that is kept through its repetitions; the server remembers a refusal under it, so what was refused has another
 * @param isAlsoToRepeat what else lets the same call be made again
 * @throws `Unavailable` at the deadline, and what the call fails with otherwise
 */
export async function onceTaken<R>(
  deadlineMs: number,
  call: (callId: string) => Promise<R>,
  isAlsoToRepeat: (error: unknown) => boolean = () => false,
): Promise<R> {
  let callId = newId();
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await call(callId);
    } catch (error) {
      if (isToldToComeAgain(error)) callId = newId();
      else if (!wasNotTaken(error) && !isAlsoToRepeat(error)) throw error;
      const waitMs = backOffMs(attempt, FIRST_WAIT_MS, LONGEST_WAIT_MS);
      if (Date.now() + waitMs >= deadlineMs) throw failure('Unavailable');
      await pause(waitMs);
    }
  }
}

/** Whether the process was gone, or ended under the call. */
export function wasEnding(error: unknown): boolean {
  if (error instanceof WorkflowNotFoundError) return true;
  return (
    error instanceof WorkflowUpdateFailedError &&
    /completed before|already completed/i.test(error.cause?.message ?? '')
  );
}

/** Whether the process itself says that nothing was done, and that the same may be done soon. */
function isToldToComeAgain(error: unknown): boolean {
  return (
    error instanceof WorkflowUpdateFailedError && failureFromTemporal(error.cause)?.code === 'Unavailable'
  );
}

/** Of many Updates at once the server hands back those that no worker took up (M24): nothing was done of them either. */
function wasNotTaken(error: unknown): boolean {
  if (isNotReady(error)) return true;
  if (!(error instanceof WorkflowUpdateFailedError)) return false;
  return error.cause instanceof ApplicationFailure && error.cause.type === UNPROCESSED_UPDATE;
}

import {
  allHandlersFinished,
  CancellationScope,
  condition,
  TemporalFailure,
  workflowInfo,
} from '@temporalio/workflow';
import type { Attempts } from './attempts';

/**
 * Runs a process to its end, with every sender answered before it. When it is cancelled or fails, what it had taken and
 * nobody had approved is undone.
 */
export async function toItsEnd<Result>(attempts: Attempts, run: () => Promise<Result>): Promise<Result> {
  try {
    const result = await run();
    await answeredAll();
    return result;
  } catch (error) {
    // A mistake of ours fails the task, not the process; it goes on once the code is mended.
    if (!(error instanceof TemporalFailure)) throw error;
    await attempts.undoAll();
    await answeredAll();
    throw error;
  }
}

/** Waits until every Update and Signal has its answer, also in a process that is cancelled. */
export function answeredAll(): Promise<void> {
  return CancellationScope.nonCancellable(() => condition(allHandlersFinished));
}

/** A run goes on as a new one when its history has this many events, if the server does not ask for it earlier. */
const LONG_HISTORY_EVENTS = 2_000;

/** Whether the run should go on as a new one, at the next point where nothing is under way. */
export function historyIsLong(): boolean {
  const { continueAsNewSuggested, historyLength } = workflowInfo();
  return continueAsNewSuggested || historyLength > LONG_HISTORY_EVENTS;
}

import { WorkflowFailedError, WorkflowNotFoundError } from '@temporalio/client';

/** Why a process failed or was cancelled. @throws what else its end was told with; Error when it ended well */
export async function causeOf(end: Promise<unknown>): Promise<Error | undefined> {
  try {
    await end;
  } catch (error) {
    if (error instanceof WorkflowFailedError) return error.cause;
    throw error;
  }
  throw new Error('the process ended well');
}

/** What a process answers; undefined when it does not run, because it has not begun yet or has come to its end. */
export async function ifRunning<T>(asked: Promise<T>): Promise<T | undefined> {
  try {
    return await asked;
  } catch (error) {
    if (error instanceof WorkflowNotFoundError) return undefined;
    throw error;
  }
}

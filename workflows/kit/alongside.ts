import { CancellationScope, isCancellation } from '@temporalio/workflow';

/**
 * Does the main work, with other work beside it. When the main work is done, what is left of the other is cancelled;
 * when the other fails, so does the whole.
 */
export async function alongside<T>(main: () => Promise<T>, beside: () => Promise<void>): Promise<T> {
  const scope = new CancellationScope();
  try {
    return await Promise.race([main(), failureOf(scope.run(beside))]);
  } finally {
    scope.cancel();
  }
}

/** Never answers: it waits for a failure other than a cancellation, and throws it. */
async function failureOf(work: Promise<void>): Promise<never> {
  try {
    await work;
  } catch (error) {
    if (!isCancellation(error)) throw error;
  }
  return new Promise(() => undefined);
}

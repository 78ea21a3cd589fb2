import { Failure, type ReviewOutcome } from '@kequan/contracts';
import type { Facts } from '@kequan/kit';
import type { Task, Tasks } from './model';

/** How a task ended, as an event tells it. */
export interface TaskEnd {
  taskId: string;
  outcome: ReviewOutcome | 'withdrawn';
  /** The key of the message that decided it; missing when it was withdrawn. */
  decidedUnder?: string | undefined;
  /** What is kept when the end is heard before the task was opened: a closed task that is in nobody's inbox. */
  unopened: Facts<Task>;
}

/**
 * Closes a task by the event of its end. When the task is not there yet (review was down, and the process's step that
 * opens it is still being retried), its end is kept under its id, so that opening it later changes nothing.
 */
export async function closeByEvent(
  tasks: Tasks,
  { taskId, outcome, decidedUnder, unopened }: TaskEnd,
): Promise<void> {
  const key = `ended:${taskId}`;
  const end = { status: 'closed' as const, outcome, ...(decidedUnder !== undefined && { decidedUnder }) };
  for (;;) {
    try {
      await tasks.command(taskId, { key, change: { $set: end } });
      return;
    } catch (error) {
      if (!isMissing(error)) throw error;
    }
    const { applied } = await tasks.insert(taskId, { ...unopened, ...end }, { key });
    if (applied) return;
  }
}

/** Not there, or put there between the write that found nothing and the look behind it: this command expects nothing. */
function isMissing(error: unknown): boolean {
  return error instanceof Failure && (error.code === 'NotFound' || error.code === 'Conflict');
}

/** Keeps the decision that was given here, so that the inbox is right at once. @returns the closed task */
export async function closeByDecision(
  tasks: Tasks,
  taskId: string,
  decision: { key: string; contentHash: string; outcome: ReviewOutcome },
): Promise<Task> {
  const { key, contentHash, outcome } = decision;
  const { doc } = await tasks.command(taskId, {
    key,
    change: { $set: { status: 'closed', outcome, decision: { key, contentHash } } },
  });
  return doc;
}

/** Closes a task that its process knows nothing of any more; the event of its end, if there is one, adds the outcome. */
export async function closeStale(tasks: Tasks, taskId: string): Promise<void> {
  await tasks.command(taskId, { key: `stale:${taskId}`, change: { $set: { status: 'closed' } } });
}

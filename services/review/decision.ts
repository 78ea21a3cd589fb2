import { decide, Failure, failure, type DecideInput, type DecideTask } from '@kequan/contracts';
import { pause, sha256, type Caller, type Processes } from '@kequan/kit';
import { closeByDecision, closeStale } from './closing';
import type { Task, Tasks } from './model';
import { requireAnother, requireComment, requireGrantFits } from './rules';

/** An event needs some milliseconds from its fact to here. */
const END_COMES_WITHIN_MS = 2_000;
const ASK_AGAIN_MS = 50;

/**
 * Gives a reviewer's decision to the process that waits for it, and closes the task. Repeated with the same key it
 * answers the same.
 * @param key the call's idempotency key
 * @throws `NotAllowed`, `CommentRequired`, `TaskNotOpen`, `IdempotencyKeyReused`, and what the process refuses
 */
export async function decideTask(
  { tasks, processes }: { tasks: Tasks; processes: Processes },
  caller: Caller,
  task: Task,
  content: DecideTask,
  key: string,
): Promise<Task> {
  requireAnother(caller, task);
  requireComment(content);
  requireGrantFits(content, task);
  const contentHash = sha256(JSON.stringify(content));
  const decision = { key: `${task._id}:${key}`, contentHash };
  if (task.decision?.key === decision.key) {
    if (task.decision.contentHash !== decision.contentHash) throw failure('IdempotencyKeyReused');
    return task;
  }
  const input: DecideInput = {
    key: keyInProcess(decision),
    taskId: task._id,
    ...content,
    decidedBy: caller.accountId,
  };
  const tell = () => processes.update(task.workflowId, decide, input);
  try {
    await tell().catch((error: unknown) => {
      // A process that does the step anew which told of the task takes it up with the same breath in which it says no.
      if (task.status !== 'open' || !isNotOpen(error)) throw error;
      return tell();
    });
  } catch (error) {
    if (!(await wasDecided(tasks, input, isNotOpen(error) ? END_COMES_WITHIN_MS : 0))) {
      if (!isNotOpen(error)) throw error;
      if (task.status === 'open') await closeStale(tasks, task._id);
      throw failure('TaskNotOpen');
    }
  }
  return closeByDecision(tasks, task._id, { ...decision, outcome: content.outcome });
}

/**
 * Whether a task was decided by this very message, whose answer was lost (M24): its home tells so by the event of its end.
 * @param withinMs how long an event is waited for that is still on its way
 */
async function wasDecided(tasks: Tasks, input: DecideInput, withinMs: number): Promise<boolean> {
  const deadlineMs = Date.now() + withinMs;
  for (;;) {
    const { outcome, decision, decidedUnder } = await tasks.get(input.taskId);
    if (decidedUnder === input.key || (decision && keyInProcess(decision) === input.key)) return true;
    // Its end is known; a task that is only closed may have the event of it still to come.
    if (outcome !== undefined || Date.now() >= deadlineMs) return false;
    await pause(ASK_AGAIN_MS);
  }
}

/** The content is part of it: the same key with another content is never answered as if it were done. */
function keyInProcess({ key, contentHash }: { key: string; contentHash: string }): string {
  return `${key}:${contentHash.slice(0, 16)}`;
}

function isNotOpen(error: unknown): boolean {
  return error instanceof Failure && ['TaskNotOpen', 'NotFound'].includes(error.code);
}

import { decide, Failure, failure, type DecideInput, type DecideTask } from '@kequan/contracts';
import { sha256, type Caller, type Processes } from '@kequan/kit';
import { closeByDecision, closeStale } from './closing';
import type { Task, Tasks } from './model';
import { requireAnother, requireComment, requireGrantFits } from './rules';

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
  // The content is part of the process's key: the same key with another content is never answered as if it were done.
  const decision = { key: `${task._id}:${key}`, contentHash };
  const updateKey = `${decision.key}:${contentHash.slice(0, 16)}`;
  if (task.decision?.key === decision.key) {
    if (task.decision.contentHash !== decision.contentHash) throw failure('IdempotencyKeyReused');
    return task;
  }
  const input: DecideInput = {
    key: updateKey,
    taskId: task._id,
    ...content,
    decidedBy: caller.accountId,
  };
  const tell = () => processes.update(task.workflowId, decide, input);
  try {
    // A closed task too: the answer to the first try may have been lost, and the process knows its key.
    await tell().catch((error: unknown) => {
      // A process that does the step anew which told of the task takes it up with the same breath in which it says no.
      if (task.status !== 'open' || !isNotOpen(error)) throw error;
      return tell();
    });
  } catch (error) {
    if (!isNotOpen(error)) throw error;
    if (task.status === 'open') await closeStale(tasks, task._id);
    throw failure('TaskNotOpen');
  }
  return closeByDecision(tasks, task._id, { ...decision, outcome: content.outcome });
}

function isNotOpen(error: unknown): boolean {
  return error instanceof Failure && ['TaskNotOpen', 'NotFound'].includes(error.code);
}

import { statusAfter, type DecideTask, type TaskView } from '@kequan/contracts';
import { untilDone } from '../../client';
import type { Outcome } from '../act';
import { applicantsOf, clientOf, ownOf, type Run } from '../run';

const TASK_WITHIN_MS = 90_000;

/** Takes the task of a stage (or of the service) from the reviewer's inbox and decides it. */
export async function decideTask(
  run: Run,
  step: { actor: string; task: string; of?: string | undefined } & DecideTask,
): Promise<Outcome> {
  const { review } = clientOf(run, step.actor);
  const institutionId = ownOf(run, step.of ?? applicantsOf(run.journey)[0]?.key ?? '', 'institutionId');
  const task = await untilDone<TaskView>(`task ${step.task} in the inbox`, TASK_WITHIN_MS, async () => {
    const { items } = await review.openTasks(institutionId);
    const found = items.find(({ subjectKind, stage }) => [subjectKind, stage].includes(step.task));
    return found
      ? { done: true, value: found }
      : { done: false, reason: `the inbox holds ${items.map(({ stage }) => stage).join(', ') || 'nothing'}` };
  });
  const { outcome, comments, approvedFen, deductions } = step;
  const decided = await review.decide(task.taskId, {
    outcome,
    comments,
    ...(approvedFen !== undefined && { approvedFen }),
    ...(deductions !== undefined && { deductions }),
  });
  if (decided.status !== 'closed' || decided.outcome !== step.outcome)
    throw new Error(
      `decided ${step.outcome}, found the task ${decided.status} with ${String(decided.outcome)}`,
    );
  return { status: statusAfter(step.outcome), seen: task.title };
}

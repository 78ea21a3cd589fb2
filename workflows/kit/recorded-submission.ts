import { CancellationScope } from '@temporalio/workflow';
import { brokenRule } from './refusals';
import type { UndoList } from './undo';

/**
 * Records a submission as under review, with its withdrawal as the undo (its name is the task's id): a process that is
 * cancelled leaves the applicant a draft, and no submission that nobody can decide.
 * @throws what recording throws; nothing is recorded then
 */
export async function recordSubmission<Recorded>(
  undo: UndoList,
  taskId: string,
  record: () => Promise<Recorded>,
  withdraw: () => Promise<unknown>,
): Promise<Recorded> {
  undo.register(taskId, () => withdraw().catch(unlessNotUnderReview));
  try {
    // Shielded, so that the undo never runs while the step may still be on its way.
    return await CancellationScope.nonCancellable(record);
  } catch (error) {
    // A refused submission changed nothing; what may be under review then is not ours to withdraw.
    if (brokenRule(error)) undo.forget(taskId);
    else await undo.run(taskId);
    throw error;
  }
}

function unlessNotUnderReview(error: unknown): void {
  const type = brokenRule(error)?.type;
  if (type !== 'NotUnderReview' && type !== 'DealStepNotOpen') throw error;
}

import { CancellationScope } from '@temporalio/workflow';
import type { SubmissionSummary } from '@kequan/contracts';
import { brokenRule } from './refusals';
import type { UndoList } from './undo';

/**
 * Records a submission as under review, with its withdrawal as the undo (its name is the task's id): a process that is
 * cancelled leaves the applicant a draft, and no submission that nobody can decide.
 * @throws what recording throws; nothing is recorded then
 */
export async function recordSubmission<Summary extends SubmissionSummary>(
  undo: UndoList,
  taskId: string,
  record: () => Promise<Summary>,
  withdraw: () => Promise<void>,
): Promise<Summary> {
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
  if (brokenRule(error)?.type !== 'NotUnderReview') throw error;
}

import { uuid4 } from '@temporalio/workflow';
import type { RedemptionInput, ReviewOutcome } from '@kequan/contracts';
import { DECIDED_BY_RULES } from '@kequan/contracts/pure';
import type { Alarm } from './alarm';
import type { DealRecord } from './deal-record';
import type { ProgressBoard } from './progress-board';
import { refusal } from './refusals';
import { review } from './review';
import type { ReviewDesk } from './review-desk';
import type { UndoList } from './undo';

/**
 * The office decides whether the service was done well (R26). A dispute is not taken back by its user: both sides have the
 * office's word. In a process that is cancelled it is sent back, so that nobody decides it any more.
 */
export async function decideDispute(
  { dealId, institutionId, programmeId, instance, clocks }: RedemptionInput,
  record: DealRecord,
  undo: UndoList,
  desk: ReviewDesk,
  board: ProgressBoard,
  alarm: Alarm,
): Promise<ReviewOutcome> {
  const taskId = uuid4();
  undo.register(taskId, () =>
    record.take(`${taskId}/undo`, {
      kind: 'decideDispute',
      taskId,
      outcome: 'return',
      comments: [],
      decidedBy: DECIDED_BY_RULES,
    }),
  );
  const verdict = await review(desk, board, {
    instance,
    taskId,
    programmeId,
    subject: { kind: 'dispute', id: dealId, institutionId, stage: 'dispute' },
    summary: record.forReview,
    clock: clocks.disputeReview,
    sleepUntil: (atMs) => alarm.sleepUntil(atMs),
    recordOutcome: ({ key, outcome, comments, decidedBy }) =>
      record.take(key, { kind: 'decideDispute', taskId, outcome, comments, decidedBy }),
    recordWithdrawal: () => Promise.reject(refusal('DealStepNotOpen')),
  });
  undo.forget(taskId);
  if (verdict === 'withdrawn') throw new TypeError('a dispute is not withdrawn');
  return verdict;
}

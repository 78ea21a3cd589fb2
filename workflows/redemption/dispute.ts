import { uuid4 } from '@temporalio/workflow';
import { DECIDED_BY_RULES } from '@kequan/contracts/pure';
import type { DealParts, End, Standing } from './parts';
import { refusal } from '../kit/refusals';
import { review } from '../review/review';

/**
 * The office decides whether the service was done well (R26). A dispute is not taken back by its user: both sides have the
 * office's word. In a process that is cancelled it is sent back, so that nobody decides it any more.
 */
export async function disputed({
  input,
  record,
  attempts,
  reviews,
  board,
  alarm,
}: DealParts): Promise<Standing | End> {
  const { dealId, institutionId, programmeId, instance, clocks } = input;
  const taskId = uuid4();
  const open = attempts.takeUp('dispute', taskId, ({ undo }) =>
    record.take(undo, {
      kind: 'decideDispute',
      taskId,
      outcome: 'return',
      comments: [],
      decidedBy: DECIDED_BY_RULES,
    }),
  );
  const verdict = await review(reviews, board, {
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
  open.keep();
  if (verdict === 'withdrawn') throw new TypeError('a dispute is not withdrawn');
  return AFTER_DISPUTE[verdict];
}

/** Upheld, the deal is off; returned, the provider does it again; rejected, the service counts as done well. */
const AFTER_DISPUTE = { approve: 'cancelled', return: 'completion', reject: 'claim' } as const;

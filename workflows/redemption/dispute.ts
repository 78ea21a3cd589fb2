import { uuid4 } from '@temporalio/workflow';
import { DEAL_LIFE, DECIDED_BY_RULES, leadsTo, standingOrEnd } from '@kequan/contracts/pure';
import { refusal } from '../kit/refusals';
import { review } from '../review/review';
import type { DealParts, Next } from './parts';

/**
 * The office decides whether the service was done well (R26). A dispute is not taken back by its user: both sides have the
 * office's word. In a process that is cancelled it is sent back, so that nobody decides it any more.
 */
export async function disputed({ input, record, attempts, reviews }: DealParts): Promise<Next> {
  const { dealId, institutionId, programmeId, instance, clocks } = input;
  const taskId = uuid4();
  const open = attempts.takeUp('dispute', taskId, ({ undo }) =>
    record.note(undo, {
      kind: 'decideDispute',
      taskId,
      outcome: 'return',
      comments: [],
      decidedBy: DECIDED_BY_RULES,
    }),
  );
  const verdict = await review(reviews, {
    instance,
    taskId,
    programmeId,
    subject: { kind: 'dispute', id: dealId, institutionId, stage: 'dispute' },
    summary: record.forReview,
    clock: clocks.disputeReview,
    recordOutcome: async ({ key, outcome, comments, decidedBy }) => {
      const next = standingOrEnd(leadsTo(DEAL_LIFE, 'decideDispute', outcome));
      await record.take(key, { kind: 'decideDispute', taskId, outcome, comments, decidedBy }, next);
    },
    recordWithdrawal: () => Promise.reject(refusal('DealStepNotOpen')),
  });
  open.keep();
  if (verdict === 'withdrawn') throw new TypeError('a dispute is not withdrawn');
  return standingOrEnd(leadsTo(DEAL_LIFE, 'decideDispute', verdict));
}

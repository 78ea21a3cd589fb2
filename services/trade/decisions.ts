import { failure, type Deduction, type Fen, type ReviewComment, type ReviewOutcome } from '@kequan/contracts';
import type { DealDecision } from './model';

/** A decision as the deal keeps it. */
export function decisionOf(
  step: DealDecision['step'],
  revision: number,
  { outcome, comments }: { outcome: ReviewOutcome; comments: ReviewComment[] },
  at: Date,
): DealDecision {
  return { step, revision, outcome, comments, at };
}

/**
 * What finance pays: all that was claimed, or what is left after deductions that each say why (F23).
 * @throws `InputInvalid` unless amount and deductions add up to what was claimed
 */
export function settledAmount(
  claimedFen: Fen,
  { approvedFen, deductions = [] }: { approvedFen?: Fen | undefined; deductions?: Deduction[] | undefined },
): { approvedFen: Fen; deductions: Deduction[] } {
  const paidFen = approvedFen ?? claimedFen;
  const deductedFen = deductions.reduce((sum, { amountFen }) => sum + amountFen, 0);
  if (paidFen < 1 || paidFen + deductedFen !== claimedFen)
    throw failure('InputInvalid', { count: 1 }, [{ path: 'body.deductions', message: 'DeductionsDiffer' }]);
  return { approvedFen: paidFen, deductions };
}

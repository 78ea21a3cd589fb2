import { failure, type Deduction, type Fen, type ReviewComment, type ReviewOutcome } from '@kequan/contracts';
import type { DealDecision } from './model';

/** A decision as the deal keeps it. */
export function decisionOf(
  step: DealDecision['step'],
  revision: number,
  { outcome, comments, decidedBy }: { outcome: ReviewOutcome; comments: ReviewComment[]; decidedBy: string },
  at: Date,
): DealDecision {
  return { step, revision, outcome, comments, decidedBy, at };
}

/**
 * Who passed a claim on does not say what is paid of it: whatever roles an account has, and to whomever the tasks were escalated
 * (F32, M18). @throws `AnotherPersonRequired`
 */
export function requireAnotherDesk(
  decisions: readonly DealDecision[],
  { revision, decidedBy }: { revision: number; decidedBy: string },
): void {
  const passed = decisions.findLast((one) => one.step === 'reviewer' && one.revision === revision);
  if (passed?.decidedBy === decidedBy) throw failure('AnotherPersonRequired');
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

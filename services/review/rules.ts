import { failure, type DecideTask, type Failure } from '@kequan/contracts';
import type { Caller } from '@kequan/kit';
import type { Task } from './model';

/**
 * Whether a task is in a caller's inbox: it is open to his role, and of his programme. The platform administrator has the
 * tasks of every programme that were escalated to him.
 */
export function isInInboxOf(
  caller: Caller,
  { candidateRoles, programmeId }: Pick<Task, 'candidateRoles' | 'programmeId'>,
): boolean {
  if (!candidateRoles.includes(caller.role)) return false;
  return caller.role === 'platformAdmin' || caller.programmeId === programmeId;
}

/** Nobody decides on what he submitted himself. @throws `NotAllowed` */
export function requireAnother(
  caller: Caller,
  { applicantAccountId }: Pick<Task, 'applicantAccountId'>,
): void {
  if (caller.accountId === applicantAccountId) throw failure('NotAllowed');
}

/** What is returned or rejected must say why. @throws `CommentRequired` */
export function requireComment({ outcome, comments }: DecideTask): void {
  if (outcome !== 'approve' && comments.length === 0) throw failure('CommentRequired');
}

/**
 * Only the approval of a voucher application or of a claim's payment grants an amount; only that of a payment deducts, and
 * then says how much is paid (F23). @throws `InputInvalid`
 */
export function requireGrantFits(
  { outcome, approvedFen, deductions }: DecideTask,
  { subjectKind }: Pick<Task, 'subjectKind'>,
): void {
  const isPayment = outcome === 'approve' && subjectKind === 'payment';
  const grants = isPayment || (outcome === 'approve' && subjectKind === 'application');
  if (approvedFen !== undefined && !grants) throw wrong('approvedFen', 'unknown');
  if (deductions !== undefined && !isPayment) throw wrong('deductions', 'unknown');
  if (isPayment && (approvedFen === undefined) !== (deductions === undefined))
    throw wrong(approvedFen === undefined ? 'approvedFen' : 'deductions', 'required');
}

function wrong(field: string, message: string): Failure {
  return failure('InputInvalid', { count: 1 }, [{ path: `body.${field}`, message }]);
}

/** Whether an open task has waited past its due time. */
export function isOverdue({ status, dueAt }: Pick<Task, 'status' | 'dueAt'>, nowMs: number): boolean {
  return status === 'open' && nowMs > dueAt.getTime();
}

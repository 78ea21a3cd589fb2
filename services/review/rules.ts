import { failure, type DecideTask } from '@kequan/contracts';
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

/** Only the approval of a voucher application grants an amount. @throws `InputInvalid` */
export function requireGrantFits(
  { outcome, approvedFen }: DecideTask,
  { subjectKind }: Pick<Task, 'subjectKind'>,
): void {
  if (approvedFen === undefined || (subjectKind === 'application' && outcome === 'approve')) return;
  throw failure('InputInvalid', { count: 1 }, [{ path: 'body.approvedFen', message: 'unknown' }]);
}

/** Whether an open task has waited past its due time. */
export function isOverdue({ status, dueAt }: Pick<Task, 'status' | 'dueAt'>, nowMs: number): boolean {
  return status === 'open' && nowMs > dueAt.getTime();
}

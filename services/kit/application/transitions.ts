import { failure, statusAfter, type ReviewComment, type ReviewOutcome } from '@kequan/contracts';
import type { Application, Form } from './application';

/** Whether the applicant may edit and submit: what is under review or approved stays as it is. */
export function isOpenToApplicant({ status }: Application): boolean {
  return status === 'draft' || status === 'returned' || status === 'rejected';
}

/** Saves a draft: the form given replaces the one before; nothing is submitted (R03). @throws `StageNotOpen` */
export function withDraft(application: Application, draft: Form): Application {
  if (!isOpenToApplicant(application)) throw failure('StageNotOpen');
  return { ...application, draft };
}

/** Submits a complete form: its snapshot is what is reviewed. @throws `StageNotOpen` */
export function withSubmission(application: Application, form: Form, at: Date): Application {
  if (!isOpenToApplicant(application)) throw failure('StageNotOpen');
  const revision = application.revision + 1;
  return { ...application, status: 'underReview', revision, submitted: { revision, at, form } };
}

/** Keeps what a reviewer decided about the revision under review. @throws `NotUnderReview` */
export function withDecision(
  application: Application,
  { outcome, comments }: { outcome: ReviewOutcome; comments: ReviewComment[] },
  at: Date,
): Application {
  if (application.status !== 'underReview') throw failure('NotUnderReview');
  const { revision } = application;
  return { ...application, status: statusAfter(outcome), decision: { outcome, comments, at, revision } };
}

/** Takes a submission back, to be edited (SN 4.1 撤回并修改). @throws `NotUnderReview` */
export function withWithdrawal(application: Application): Application {
  if (application.status !== 'underReview') throw failure('NotUnderReview');
  return { ...application, status: 'draft' };
}

/** Takes back what was approved, to be edited and to pass again (SN 5.1 撤回并修改, R04). @throws `NotUnderReview` */
export function withApprovalWithdrawn(application: Application): Application {
  if (application.status !== 'approved') throw failure('NotUnderReview');
  return { ...application, status: 'draft' };
}

import type { ApplicationStatus, ReviewComment, ReviewOutcome } from '@kequan/contracts';

/** A form as the applicant fills it in; its schema is the stage's or the service's. */
export type Form = Record<string, unknown>;

/** What an applicant fills in, submits and has reviewed (a stage of an institution, a service): part of a document. */
export interface Application {
  status: ApplicationStatus;
  /** How often it was submitted. */
  revision: number;
  draft: Form;
  /** The form as it was submitted last; edits go to the draft. */
  submitted?: { revision: number; at: Date; form: Form };
  decision?: { outcome: ReviewOutcome; comments: ReviewComment[]; at: Date; revision: number };
}

/** An application that nobody has touched yet. */
export function newApplication(): Application {
  return { status: 'draft', revision: 0, draft: {} };
}

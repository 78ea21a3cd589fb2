import { z } from 'zod';
import { Id } from '../ids';
import { ReviewComment, ReviewOutcome } from '../review-outcome';

/** What every event about an applicant's process tells: whose it is and which process. */
export const ofApplicant = {
  programmeId: z.string(),
  institutionId: Id,
  applicantAccountId: Id,
  title: z.string(),
};

/** What every decision of a reviewer tells. */
export const decision = {
  taskId: Id,
  outcome: ReviewOutcome,
  comments: z.array(ReviewComment),
  decidedBy: Id,
  revision: z.int(),
  /** The key of the message that decided: who did not hear its answer is known by it (M24). */
  decisionKey: z.string().optional(),
};

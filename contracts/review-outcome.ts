import { z } from 'zod';

/** What a reviewer may decide. JS names neither return nor rejection; both exist in practice (requirements 2.2). */
export const ReviewOutcome = z.enum(['approve', 'return', 'reject']);
export type ReviewOutcome = z.infer<typeof ReviewOutcome>;

/** A remark on one field of the form (its path), or on the whole when `path` is missing. */
export const ReviewComment = z.strictObject({
  path: z.string().min(1).max(200).optional(),
  text: z.string().trim().min(1).max(1000),
});
export type ReviewComment = z.infer<typeof ReviewComment>;

/** Where an application (a stage of onboarding, a service) stands. */
export const ApplicationStatus = z.enum(['draft', 'underReview', 'approved', 'returned', 'rejected']);
export type ApplicationStatus = z.infer<typeof ApplicationStatus>;

/** The status that a decision leads to. */
export function statusAfter(outcome: ReviewOutcome): ApplicationStatus {
  switch (outcome) {
    case 'approve':
      return 'approved';
    case 'return':
      return 'returned';
    case 'reject':
      return 'rejected';
  }
}

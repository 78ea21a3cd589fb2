import { z } from 'zod';

/** What a review task may be about. */
export const SubjectKind = z.enum([
  'stage',
  'service',
  'enrolment',
  'application',
  'dispute',
  'claim',
  'payment',
  'objection',
]);
export type SubjectKind = z.infer<typeof SubjectKind>;

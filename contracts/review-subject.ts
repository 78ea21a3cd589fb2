import { z } from 'zod';
import { RecordKind } from './forms/record';

/** What a review task may be about. */
export const SubjectKind = z.enum([
  'stage',
  'service',
  ...RecordKind.options,
  'enrolment',
  'application',
  'dispute',
  'claim',
  'payment',
  'objection',
]);
export type SubjectKind = z.infer<typeof SubjectKind>;

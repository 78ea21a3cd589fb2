import { z } from 'zod';
import { Deduction } from '../deal';
import { Id } from '../ids';
import { ReviewComment, ReviewOutcome } from '../review-outcome';
import { SubjectKind } from '../review-subject';
import { Fen } from '../money';
import { Role } from '../roles';
import { Instant, PageQuery } from './common';

export const TaskStatus = z.enum(['open', 'closed']);

/** A task of the inbox. */
export const TaskView = z.object({
  taskId: Id,
  version: z.int(),
  status: TaskStatus,
  programmeId: z.string(),
  subjectKind: SubjectKind,
  subjectId: Id,
  institutionId: Id,
  stage: z.string(),
  title: z.string(),
  revision: z.int(),
  candidateRoles: z.array(Role),
  openedAt: Instant,
  dueAt: Instant,
  dueCertain: z.boolean(),
  overdue: z.boolean(),
  outcome: z.enum([...ReviewOutcome.options, 'withdrawn']).optional(),
});
export type TaskView = z.infer<typeof TaskView>;

export const TaskQuery = PageQuery.extend({
  status: TaskStatus.default('open'),
  institutionId: Id.optional(),
});

/** A decision; what is returned or rejected needs at least one comment. */
export const DecideTask = z.strictObject({
  outcome: ReviewOutcome,
  comments: z.array(ReviewComment).max(50).default([]),
  /** Of a voucher application or a claim's payment: how much an approval grants, when it is less than was asked for. */
  approvedFen: Fen.min(1).optional(),
  /** Of a claim's payment alone: what is taken off, and why; with `approvedFen` they add up to the claim (F23). */
  deductions: z.array(Deduction).min(1).max(20).optional(),
});
export type DecideTask = z.infer<typeof DecideTask>;

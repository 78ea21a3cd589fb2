import type { Connection } from 'mongoose';
import { ReviewOutcome, Role, SubjectKind } from '@kequan/contracts';
import {
  aggregateSchema,
  aggregateStore,
  flag,
  instant,
  listOf,
  oneOf,
  optional,
  part,
  text,
  whole,
  type AggregateStore,
  type DocumentOf,
  type Relay,
} from '@kequan/kit';

/**
 * A human task: something that waits for a decision. Its `_id` is the task's id, given by the process. The inbox is read by role
 * and status, within a programme or over all, by what is due first.
 */
const taskSchema = aggregateSchema({
  status: oneOf(['open', 'closed']),
  workflowId: text,
  programmeId: text,
  subjectKind: oneOf(SubjectKind.options),
  subjectId: text,
  institutionId: text,
  stage: text,
  title: text,
  revision: whole,
  applicantAccountId: text,
  /** Who may decide; grows when the task is escalated. */
  candidateRoles: listOf(oneOf(Role.options)),
  openedAt: instant,
  dueAt: instant,
  dueCertain: flag,
  /** In how many working days it is to be decided; its due time follows the calendar by them. */
  workingDays: optional(whole),
  /** How it ended; missing while it is open, and when its process ended without a decision. */
  outcome: optional(oneOf([...ReviewOutcome.options, 'withdrawn'])),
  /** The decision that was given here, so that a repetition is recognised. */
  decision: optional(part({ key: text, contentHash: text })),
})
  .index({ candidateRoles: 1, status: 1, programmeId: 1, dueAt: 1, _id: 1 })
  .index({ candidateRoles: 1, status: 1, dueAt: 1, _id: 1 })
  .index({ institutionId: 1, status: 1, dueAt: 1, _id: 1 });

export type Task = DocumentOf<typeof taskSchema>;
export type Tasks = AggregateStore<Task>;

/** Opens the tasks of this installation. */
export function openTasks(connection: Connection, relay: Relay): Tasks {
  return aggregateStore(connection, 'tasks', taskSchema, 'review', relay);
}

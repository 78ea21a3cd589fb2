import type { Db } from 'mongodb';
import type { ReviewOutcome, Role, SubjectKind } from '@kequan/contracts';
import {
  aggregateStore,
  ensureIndexes,
  OUTBOX_INDEX,
  type Aggregate,
  type AggregateStore,
  type Relay,
} from '@kequan/kit';

/** A human task: something that waits for a decision. Its `_id` is the task's id, given by the process. */
export interface Task extends Aggregate {
  status: 'open' | 'closed';
  workflowId: string;
  programmeId: string;
  subjectKind: SubjectKind;
  subjectId: string;
  institutionId: string;
  stage: string;
  title: string;
  revision: number;
  applicantAccountId: string;
  /** Who may decide; grows when the task is escalated. */
  candidateRoles: Role[];
  openedAt: Date;
  dueAt: Date;
  dueCertain: boolean;
  /** How it ended; missing while it is open, and when its process ended without a decision. */
  outcome?: ReviewOutcome | 'withdrawn';
  /** The decision that was given here, so that a repetition is recognised. */
  decision?: { key: string; contentHash: string };
}

export type Tasks = AggregateStore<Task>;

/** Opens the tasks of this installation. */
export function openTasks(db: Db, relay: Relay): Tasks {
  return aggregateStore<Task>(db, 'tasks', 'review', relay);
}

/** The inbox is read by role and status, within a programme or over all, by what is due first. */
export async function ensureTaskIndexes({ collection }: Tasks): Promise<void> {
  await ensureIndexes(collection, [
    OUTBOX_INDEX,
    { keys: { candidateRoles: 1, status: 1, programmeId: 1, dueAt: 1, _id: 1 } },
    { keys: { candidateRoles: 1, status: 1, dueAt: 1, _id: 1 } },
    { keys: { institutionId: 1, status: 1, dueAt: 1, _id: 1 } },
  ]);
}

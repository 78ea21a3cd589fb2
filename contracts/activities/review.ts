import type { SubjectKind } from '../review-subject';
import type { Role } from '../roles';

/** What a review task is about: where the reviewer reads it, and who must not decide it. */
export interface OpenTask {
  taskId: string;
  workflowId: string;
  programmeId: string;
  subject: { kind: SubjectKind; id: string; institutionId: string; stage: string };
  title: string;
  revision: number;
  applicantAccountId: string;
  candidateRole: Role;
  openedAtMs: number;
  dueAtMs: number;
  dueCertain: boolean;
  /** In how many working days it is to be decided: with them its due time follows the calendar. */
  workingDays?: number | undefined;
}

/** A task that the event of a step is to open; its time runs from that step on. */
export interface TaskToOpen {
  taskId: string;
  workflowId: string;
  candidateRole: Role;
  workingDays: number;
}

/**
 * What workflows may ask of review. Each is idempotent by the task's id. Tasks are closed by the events that tell of
 * the decision or the withdrawal, so closing costs a process nothing.
 */
export interface ReviewActivities {
  /**
   * Puts a task into the inbox of a role. When the event of its decision or withdrawal was heard first (this step is
   * retried for as long as review is down), the task is kept as closed and shown to nobody.
   */
  openTask(input: OpenTask): Promise<void>;
  /** Reminds the role that a task waits, or lets another role decide it too. A closed task is left alone. */
  nudgeTask(input: { taskId: string; key: string; action: 'remind' | 'escalate'; to: Role }): Promise<void>;
}

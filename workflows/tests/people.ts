import {
  WithStartWorkflowOperation,
  WorkflowUpdateFailedError,
  type WorkflowHandle,
} from '@temporalio/client';
import { ApplicationFailure, type Workflow } from '@temporalio/common';
import {
  DECIDE,
  newId,
  PROGRESS,
  SUBMIT,
  taskQueueOf,
  WITHDRAW,
  type DecideInput,
  type Progress,
  type ReviewOutcome,
  type SubmitAnswer,
} from '@kequan/contracts';
import type { Rig } from './rig';
import { until } from './until';

/** What starts a process with its first Update. */
export interface Start {
  workflowType: string;
  workflowId: string;
  home: 'institution' | 'catalog' | 'voucher' | 'trade' | 'settlement';
  input: object;
}

/** The people of one process: the applicant who submits and withdraws, the reviewer who decides. */
export class People {
  readonly applicantId = newId();
  readonly reviewerId = newId();

  constructor(
    readonly rig: Rig,
    protected readonly start: Start,
  ) {}

  get handle(): WorkflowHandle {
    return this.rig.env.client.workflow.getHandle(this.start.workflowId);
  }

  /** Starts the process when it does not run, and submits. @param message `key` is the Update's id, as in the services */
  async submitMessage(message: { key: string }): Promise<SubmitAnswer> {
    const startWorkflowOperation = new WithStartWorkflowOperation(this.start.workflowType, {
      workflowId: this.start.workflowId,
      taskQueue: taskQueueOf(this.rig.instance, this.start.home),
      args: [this.start.input],
      workflowIdConflictPolicy: 'USE_EXISTING',
      workflowIdReusePolicy: 'ALLOW_DUPLICATE',
    });
    try {
      return await this.rig.env.client.workflow.executeUpdateWithStart<Workflow, SubmitAnswer, [object]>(
        SUBMIT,
        {
          args: [message],
          updateId: message.key,
          startWorkflowOperation,
        },
      );
    } finally {
      this.rig.track(this.start.workflowId, (await this.handle.describe()).runId);
    }
  }

  /** The task that the reviewer finds new in his inbox; waits for it. */
  async newTask(): Promise<string> {
    const taskId = await until('a new task', () =>
      this.rig.fakes.tasks
        .filter(({ workflowId }) => workflowId === this.start.workflowId)
        .map((task) => task.taskId)
        .find((id) => !this.rig.fakes.seenTasks.has(id)),
    );
    this.rig.fakes.seenTasks.add(taskId);
    return taskId;
  }

  /** Decides on the task that is new in the inbox. @returns the task's id */
  async decideNext(outcome: ReviewOutcome): Promise<string> {
    const taskId = await this.newTask();
    await this.decide(this.decision(taskId, outcome));
    return taskId;
  }

  decision(taskId: string, outcome: ReviewOutcome): DecideInput {
    const comments = outcome === 'approve' ? [] : [{ path: 'address', text: '请补充详细地址' }];
    return { key: newId(), taskId, outcome, comments, decidedBy: this.reviewerId };
  }

  async decide(decision: DecideInput): Promise<void> {
    await this.handle.executeUpdate(DECIDE, { args: [decision], updateId: decision.key });
  }

  async withdraw(key = newId()): Promise<void> {
    await this.handle.executeUpdate(WITHDRAW, {
      args: [{ key, withdrawnBy: this.applicantId }],
      updateId: key,
    });
  }

  progress(): Promise<Progress> {
    return this.handle.query<Progress>(PROGRESS);
  }
}

/** The code by which an Update was refused. @throws what else it failed with; Error when it was not refused */
export async function refusedCode(update: Promise<unknown>): Promise<string | null | undefined> {
  try {
    await update;
  } catch (error) {
    if (error instanceof WorkflowUpdateFailedError && error.cause instanceof ApplicationFailure)
      return error.cause.type;
    throw error;
  }
  throw new Error('the Update was accepted');
}

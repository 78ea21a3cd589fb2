import {
  WithStartWorkflowOperation,
  WorkflowUpdateFailedError,
  WorkflowUpdateRPCTimeoutOrCancelledError,
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
import { ifRunning } from './ends';
import type { Rig } from './rig';
import { until } from './until';

/**
 * How long a start with its Update is waited for. The time-skipping server answers after 10 s without an outcome, and when
 * the client then repeats the call, it takes the start for the same and loses the Update (a NullPointerException, UNKNOWN
 * for us). So a start is sent once; a machine too busy for it is asked for the Update alone, which may be repeated.
 */
const ONE_START_MS = 8_000;

/** What starts a process with its first Update. */
export interface Start {
  workflowType: string;
  workflowId: string;
  home: 'institution' | 'catalog' | 'voucher' | 'trade' | 'settlement';
  input: object;
}

/** An Update's input, whose key is the Update's id: one of contracts, or made on the spot. */
type Message = { key: string } | ({ key: string } & Record<string, unknown>);

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
  submitMessage(message: Message): Promise<SubmitAnswer> {
    return this.startWith(SUBMIT, message);
  }

  /** Starts the process when it does not run, and gives it its Update. */
  protected async startWith<Answer>(update: string, message: Message): Promise<Answer> {
    const { connection } = this.rig.env;
    try {
      return await connection.withDeadline(Date.now() + ONE_START_MS, () =>
        this.executeStart(update, message),
      );
    } catch (error) {
      if (!(error instanceof WorkflowUpdateRPCTimeoutOrCancelledError)) throw error;
      return await this.tell(update, message);
    } finally {
      const begun = await ifRunning(this.handle.describe());
      if (begun) this.rig.track(this.start.workflowId, begun.runId);
    }
  }

  private executeStart<Answer>(update: string, message: Message): Promise<Answer> {
    const startWorkflowOperation = new WithStartWorkflowOperation(this.start.workflowType, {
      workflowId: this.start.workflowId,
      taskQueue: taskQueueOf(this.rig.instance, this.start.home),
      args: [this.start.input],
      workflowIdConflictPolicy: 'USE_EXISTING',
      workflowIdReusePolicy: 'ALLOW_DUPLICATE',
    });
    return this.rig.env.client.workflow.executeUpdateWithStart<Workflow, Answer, [object]>(update, {
      args: [message],
      updateId: message.key,
      startWorkflowOperation,
    });
  }

  /** Gives a process that runs an Update; the same key has the same answer. */
  protected tell<Answer>(update: string, message: Message): Promise<Answer> {
    return this.handle.executeUpdate(update, { args: [message], updateId: message.key });
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
    await this.tell(DECIDE, decision);
  }

  async withdraw(key = newId()): Promise<void> {
    await this.tell(WITHDRAW, { key, withdrawnBy: this.applicantId });
  }

  /** An operator cancels it, and the process has heard of it. */
  async cancelAndBeHeard(): Promise<void> {
    await this.handle.cancel();
    await until('the cancellation taken up', async () => {
      const { events } = await this.handle.fetchHistory();
      const at = events?.findIndex((event) => event.workflowExecutionCancelRequestedEventAttributes) ?? -1;
      return events?.slice(at + 1).find((event) => event.workflowTaskCompletedEventAttributes);
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

import {
  WithStartWorkflowOperation,
  WorkflowUpdateFailedError,
  WorkflowUpdateRPCTimeoutOrCancelledError,
  type WorkflowHandle,
} from '@temporalio/client';
import { ApplicationFailure, type Workflow } from '@temporalio/common';
import {
  decide,
  newId,
  progress,
  taskQueueOf,
  withdraw,
  type DecideInput,
  type Keyed,
  type Message,
  type Notice,
  type Progress,
  type ReviewOutcome,
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

  /** Starts the process when it does not run, and gives it its Update. */
  async startWith<Input extends Keyed, Answer>(
    message: Message<Input, Answer>,
    input: NoInfer<Input>,
  ): Promise<Answer> {
    const { connection } = this.rig.env;
    try {
      return await connection.withDeadline(Date.now() + ONE_START_MS, () =>
        this.executeStart(message, input),
      );
    } catch (error) {
      if (!(error instanceof WorkflowUpdateRPCTimeoutOrCancelledError)) throw error;
      return await this.tell(message, input);
    } finally {
      const begun = await ifRunning(this.handle.describe());
      if (begun) this.rig.track(this.start.workflowId, begun.runId);
    }
  }

  private executeStart<Input extends Keyed, Answer>(
    message: Message<Input, Answer>,
    input: Input,
  ): Promise<Answer> {
    const startWorkflowOperation = new WithStartWorkflowOperation(this.start.workflowType, {
      workflowId: this.start.workflowId,
      taskQueue: taskQueueOf(this.rig.instance, this.start.home),
      args: [this.start.input],
      workflowIdConflictPolicy: 'USE_EXISTING',
      workflowIdReusePolicy: 'ALLOW_DUPLICATE',
    });
    return this.rig.env.client.workflow.executeUpdateWithStart<Workflow, Answer, [Input]>(message.name, {
      args: [input],
      updateId: newId(),
      startWorkflowOperation,
    });
  }

  /** Gives a process that runs an Update, with an id of its own as the services do; the same key has the same answer. */
  tell<Input extends Keyed, Answer>(message: Message<Input, Answer>, input: NoInfer<Input>): Promise<Answer> {
    return this.handle.executeUpdate<Answer, [Input]>(message.name, { args: [input], updateId: newId() });
  }

  /** Sends the Signal twin of an Update, or a Signal that has none. */
  signal<Input extends object>(
    to: Message<Input & Keyed, unknown> | Notice<Input>,
    input: NoInfer<Input>,
  ): Promise<void> {
    return this.handle.signal(to.name, input);
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
    await this.tell(decide, decision);
  }

  async withdraw(key = newId()): Promise<void> {
    await this.tell(withdraw, { key, withdrawnBy: this.applicantId });
  }

  /** An operator cancels it, and the process has heard of it. @returns the steps that it has begun since */
  async cancelAndBeHeard(): Promise<string[]> {
    await this.handle.cancel();
    return until('the cancellation taken up', async () => {
      const { events } = await this.handle.fetchHistory();
      const at = events?.findIndex((event) => event.workflowExecutionCancelRequestedEventAttributes) ?? -1;
      const after = events?.slice(at + 1) ?? [];
      if (!after.some((event) => event.workflowTaskCompletedEventAttributes)) return undefined;
      return after.flatMap((event) => event.activityTaskScheduledEventAttributes?.activityType?.name ?? []);
    });
  }

  progress(): Promise<Progress> {
    return this.handle.query<Progress>(progress.name);
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

import { WithStartWorkflowOperation, WorkflowUpdateFailedError, type Client } from '@temporalio/client';
import type { Workflow } from '@temporalio/common';
import { Failure, failure, taskQueueOf, type Keyed, type Message } from '@kequan/contracts';
import { mayPass } from '../failures/judge';
import { failureFromTemporal } from './failures';
import { onceTaken, wasEnding } from './not-taken';
import { listOpen, signalOpen } from './open-processes';
import type { Processes, ProcessToStart } from './process-calls';
import { keepSchedule } from './schedules';
import { Turns } from './turns';

/** How long a caller waits for a process's answer; past it he repeats the call with the same key, without harm. */
const ANSWER_WITHIN_MS = 20_000;
/** How many Updates of one process are under way from here at once: the server takes ten a run, from all. */
const AT_ONCE = 8;

/** The processes of an installation. @param instance the prefix of its task queues */
export function createProcesses(
  client: Client,
  instance: string,
  answerWithinMs = ANSWER_WITHIN_MS,
): Processes {
  const turns = new Turns(AT_ONCE);

  async function within<R>(work: (deadlineMs: number) => Promise<R>): Promise<R> {
    const deadlineMs = Date.now() + answerWithinMs;
    try {
      return await client.connection.withDeadline(deadlineMs, () => work(deadlineMs));
    } catch (error) {
      throw translate(error);
    }
  }

  return {
    startOrUpdate: <Input extends Keyed, Answer>(
      process: ProcessToStart,
      message: Message<Input, Answer>,
      input: Input,
    ) => {
      const { workflowId } = process;
      // An operation serves one call only.
      const call = (updateId: string) =>
        client.workflow.executeUpdateWithStart<Workflow, Answer, [Input]>(message.name, {
          args: [input],
          updateId,
          startWorkflowOperation: new WithStartWorkflowOperation(process.workflowType, {
            workflowId,
            taskQueue: taskQueueOf(instance, process.home),
            args: [process.input],
            workflowIdConflictPolicy: 'USE_EXISTING',
            workflowIdReusePolicy: 'ALLOW_DUPLICATE',
            staticSummary: process.summary,
          }),
        });
      // A process that was just ending when the Update came is started anew.
      return within((deadlineMs) =>
        turns.take(workflowId, deadlineMs, () => onceTaken(deadlineMs, call, wasEnding)),
      );
    },
    update: <Input extends Keyed, Answer>(
      workflowId: string,
      message: Message<Input, Answer>,
      input: Input,
    ) => {
      const handle = client.workflow.getHandle(workflowId);
      const call = (updateId: string) =>
        handle.executeUpdate<Answer, [Input]>(message.name, { args: [input], updateId });
      return within((deadlineMs) => turns.take(workflowId, deadlineMs, () => onceTaken(deadlineMs, call)));
    },
    signal: async (workflowId, { name }, input) => {
      const handle = client.workflow.getHandle(workflowId);
      try {
        await within((deadlineMs) => onceTaken(deadlineMs, () => handle.signal(name, input)));
      } catch (error) {
        if (!(error instanceof Failure && error.code === 'NotFound')) throw error;
      }
    },
    query: async (workflowId, { name }) => {
      const handle = client.workflow.getHandle(workflowId);
      try {
        return await within((deadlineMs) => onceTaken(deadlineMs, () => handle.query(name)));
      } catch (error) {
        if (error instanceof Failure && error.code === 'NotFound') return undefined;
        throw error;
      }
    },
    signalOpen: (told) =>
      within((deadlineMs) => onceTaken(deadlineMs, () => signalOpen(client, told, instance))),
    listOpen: (query) =>
      within((deadlineMs) => onceTaken(deadlineMs, () => listOpen(client, query, instance))),
    schedule: (scheduled) =>
      within((deadlineMs) => onceTaken(deadlineMs, () => keepSchedule(client, scheduled, instance))),
  };
}

function translate(error: unknown): unknown {
  // An Update to a process that ended meanwhile: for the caller there is no such process any more.
  if (wasEnding(error)) return failure('NotFound');
  if (error instanceof WorkflowUpdateFailedError) {
    const told = failureFromTemporal(error.cause);
    if (told) return told;
  }
  return mayPass(error) ? failure('Unavailable') : error;
}

import { z } from 'zod';
import { DecideTask, failure, Id, pageOf, TaskQuery, TaskView } from '@kequan/contracts';
import { allow, ofProgramme, pageByTime, route, type Caller, type Processes, type Route } from '@kequan/kit';
import { decideTask } from './decision';
import type { Task, Tasks } from './model';
import { isInInboxOf } from './rules';
import { taskView } from './views';

const reviewers = allow.roles('office', 'reviewer', 'finance', 'platformAdmin');
const TaskParams = z.strictObject({ taskId: Id });

/** The inbox of a reviewer, and his decision. */
export function reviewRoutes({ tasks, processes }: { tasks: Tasks; processes: Processes }): Route[] {
  async function taskOf(caller: Caller, taskId: string): Promise<Task> {
    const task = await tasks.get(taskId);
    if (!isInInboxOf(caller, task)) throw failure('NotFound');
    return task;
  }

  return [
    route('GET /v1/review-tasks', reviewers, {
      summary: 'The tasks that my role may decide in my programme; open ones by what is due first',
      query: TaskQuery,
      answer: pageOf(TaskView),
      handle: async ({ caller, query }) => {
        const { status, institutionId } = query;
        return pageByTime(
          tasks.model,
          {
            candidateRoles: caller.role,
            status,
            ...ofProgramme(caller),
            ...(institutionId ? { institutionId } : {}),
          },
          query,
          {
            field: 'dueAt',
            first: status === 'open' ? 'oldest' : 'newest',
            at: ({ dueAt }) => dueAt,
          },
          taskView,
        );
      },
    }),

    route('GET /v1/review-tasks/:taskId', reviewers, {
      summary: 'One task',
      params: TaskParams,
      answer: TaskView,
      handle: async ({ caller, params }) => taskView(await taskOf(caller, params.taskId)),
    }),

    route('POST /v1/review-tasks/:taskId/decision', reviewers, {
      summary: 'Decides: approve, return for changes, or reject; the latter two with a comment',
      idempotencyKey: 'required',
      params: TaskParams,
      body: DecideTask,
      answer: TaskView,
      handle: async ({ caller, params, body, key }) => {
        const task = await taskOf(caller, params.taskId);
        return taskView(await decideTask({ tasks, processes }, caller, task, body, key));
      },
    }),
  ];
}

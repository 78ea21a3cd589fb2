import { pageOf, TaskView, type DecideTask } from '@kequan/contracts';
import type { Http } from './http';

/** The inbox of the signed-in reviewer. */
export function reviewClient(http: Http, token: string) {
  return {
    openTasks: (institutionId: string) =>
      http.send({
        line: `GET /v1/review-tasks?institutionId=${institutionId}&limit=100`,
        token,
        answer: pageOf(TaskView),
      }),
    decide: (taskId: string, body: DecideTask) =>
      http.send({ line: `POST /v1/review-tasks/${taskId}/decision`, token, body, answer: TaskView }),
  };
}

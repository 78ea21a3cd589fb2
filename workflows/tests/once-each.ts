import { Context } from '@temporalio/activity';

/**
 * Answers an attempt of a step once. On a busy machine a workflow task can be lost after its local steps were done; the
 * next one does them again, with the same ids. Services know them by their keys; to the stand-ins it is the same call.
 * @param answers what each attempt was answered
 * @param call the step and its input
 */
export function onceEach(answers: Map<string, unknown>, call: unknown, answer: () => unknown): unknown {
  const { workflowExecution, activityId, attempt, isLocal } = Context.current().info;
  const id = JSON.stringify([workflowExecution?.runId, isLocal, activityId, attempt, call]);
  if (!answers.has(id)) answers.set(id, answer());
  return answers.get(id);
}

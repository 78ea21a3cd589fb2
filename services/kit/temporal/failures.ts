import { ApplicationFailure } from '@temporalio/common';
import {
  type Failure,
  failure,
  isFailureCode,
  type FailureParams,
  type FieldProblem,
} from '@kequan/contracts';
import { judge } from '../failures/judge';

/**
 * A failure as it leaves an activity: its type is its code, its details what its text names. Only a broken rule is not to be
 * retried; who asked is told of it. With what may pass, and with a mistake of ours, the step waits until it can be done.
 */
export function failureToTemporal(cause: Failure): ApplicationFailure {
  return ApplicationFailure.create({
    message: cause.code,
    type: cause.code,
    nonRetryable: judge(cause) === 'final',
    details: [cause.params, cause.fields],
  });
}

/** The failure of ours in what a workflow or activity failed with, however deep; undefined when it is something else. */
export function failureFromTemporal(error: unknown): Failure | undefined {
  for (let cause = error; cause instanceof Error; cause = cause.cause) {
    if (cause instanceof ApplicationFailure && cause.type && isFailureCode(cause.type)) {
      const [params, fields] = (cause.details ?? []) as [FailureParams?, FieldProblem[]?];
      return failure(cause.type, params, fields);
    }
  }
  return undefined;
}

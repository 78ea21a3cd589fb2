import { ApplicationFailure } from '@temporalio/common';
import {
  type Failure,
  failure,
  isFailureCode,
  type FailureParams,
  type FieldProblem,
} from '@kequan/contracts';

/** A broken rule as it travels through Temporal: not retried, its type is its code, its details what its text names. */
export function failureToTemporal(cause: Failure): ApplicationFailure {
  return ApplicationFailure.create({
    message: cause.code,
    type: cause.code,
    nonRetryable: true,
    details: [cause.params, cause.fields],
  });
}

/** The broken rule in what a workflow or activity failed with, however deep; undefined when it is something else. */
export function failureFromTemporal(error: unknown): Failure | undefined {
  for (let cause = error; cause instanceof Error; cause = cause.cause) {
    if (cause instanceof ApplicationFailure && cause.type && isFailureCode(cause.type)) {
      const [params, fields] = (cause.details ?? []) as [FailureParams?, FieldProblem[]?];
      return failure(cause.type, params, fields);
    }
  }
  return undefined;
}

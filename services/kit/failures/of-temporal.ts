import {
  WorkflowFailedError,
  WorkflowNotFoundError,
  WorkflowUpdateFailedError,
  WorkflowUpdateRPCTimeoutOrCancelledError,
} from '@temporalio/client';
import {
  ActivityFailure,
  ApplicationFailure,
  CancelledFailure,
  ChildWorkflowFailure,
  ServerFailure,
  TemporalFailure,
  TerminatedFailure,
  TimeoutFailure,
  WorkflowExecutionAlreadyStartedError,
} from '@temporalio/common';
import { isFailureCode, JUDGEMENT_OF, type Judgement } from '@kequan/contracts';
import { judgeGrpc } from './grpc';

/** The server's own word for an Update that no worker took up: there were too many, or the run ended under it. Nothing was done. */
export const UNPROCESSED_UPDATE = 'UnprocessedUpdate';

/** The judgement of an error of Temporal; undefined when it is none. @param judge judges what caused it */
export function judgeTemporal(error: unknown, judge: (cause: unknown) => Judgement): Judgement | undefined {
  if (error instanceof WorkflowUpdateRPCTimeoutOrCancelledError) return 'mayPass';
  if (error instanceof WorkflowNotFoundError) return 'final';
  if (error instanceof WorkflowUpdateFailedError || error instanceof WorkflowFailedError)
    return judge(error.cause);
  if (error instanceof TemporalFailure) return judgeFailure(error, judge);
  return judgeGrpc(error);
}

function judgeFailure(error: TemporalFailure, judge: (cause: unknown) => Judgement): Judgement {
  if (error instanceof ApplicationFailure) return judgeApplication(error);
  if (error instanceof ActivityFailure || error instanceof ChildWorkflowFailure) return judge(error.cause);
  if (error instanceof TimeoutFailure) return 'mayPass';
  if (error instanceof ServerFailure) return error.nonRetryable ? 'final' : 'mayPass';
  // Somebody ended it, or began it before: that was wanted.
  if (error instanceof CancelledFailure || error instanceof TerminatedFailure) return 'final';
  return error instanceof WorkflowExecutionAlreadyStartedError ? 'final' : 'mistake';
}

/** By its code when it has one of ours; else by what who threw it says of it. */
function judgeApplication({ type, nonRetryable }: ApplicationFailure): Judgement {
  if (type && isFailureCode(type)) return JUDGEMENT_OF[type];
  if (type === UNPROCESSED_UPDATE) return 'mayPass';
  return nonRetryable ? 'final' : 'mayPass';
}

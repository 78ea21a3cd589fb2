import { isGrpcServiceError, ServiceError } from '@temporalio/client';
import type { Judgement } from '@kequan/contracts';

/** gRPC statuses (grpc/status.h) that the same call may not meet again. */
const PASSING = new Set([
  1, // cancelled: the connection was closed under the call
  4, // deadline exceeded
  8, // resource exhausted
  9, // failed precondition: Temporal's WorkflowNotReady, and a namespace that moves
  10, // aborted
  14, // unavailable
]);
/** Unknown and internal: what the native client makes of a connection that broke; else a mistake. */
const AMBIGUOUS = new Set([2, 13]);
const NOT_READY = 9;
const ALREADY_THERE = 6;
/** There is none, there is one already: the answer to the request. */
const ANSWERS = new Set([5, 6]);

/** The judgement of an error of Temporal's server; undefined when it is none. */
export function judgeGrpc(error: unknown): Judgement | undefined {
  const cause = grpcErrorOf(error);
  if (!cause) return undefined;
  if (PASSING.has(cause.code)) return 'mayPass';
  if (ANSWERS.has(cause.code)) return 'final';
  return AMBIGUOUS.has(cause.code) && isBrokenConnection(cause) ? 'mayPass' : 'mistake';
}

/** Whether a process could not take a call at that moment. Nothing was done. */
export function isNotReady(error: unknown): boolean {
  return grpcErrorOf(error)?.code === NOT_READY;
}

/** Whether what was to be made is there already. */
export function isAlreadyThere(error: unknown): boolean {
  return grpcErrorOf(error)?.code === ALREADY_THERE;
}

/** Bare first: an error of the native client passes for the client's own wrapper, and has no cause. */
function grpcErrorOf(error: unknown): (Error & { code: number; details: string }) | undefined {
  if (isGrpcServiceError(error)) return error;
  return error instanceof ServiceError && isGrpcServiceError(error.cause) ? error.cause : undefined;
}

/** Whether the call was heard is not known then; repeated with its id it does no harm. */
function isBrokenConnection({ details, message }: { details: string; message: string }): boolean {
  return /transport error|h2 protocol error|connection/i.test(details || message);
}

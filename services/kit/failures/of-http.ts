import type { Judgement } from '@kequan/contracts';
import { isError } from './is-error';
import { OutsideAnswer } from './outside-answer';

/** Request timeout, too early, too many requests (RFC 9110, 8470, 6585): the same request may be met later. */
const PASSING_STATUSES = new Set([408, 425, 429]);

/**
 * Sockets that broke or could not be opened, names that are not known yet. The MongoDB driver lets the first ones through bare when a
 * socket breaks while it waits for it to take more; fetch has them as its cause.
 */
const BROKEN_SOCKET = new Set([
  ...['EPIPE', 'ECONNRESET', 'ECONNABORTED', 'ETIMEDOUT', 'ERR_STREAM_DESTROYED'],
  ...['ECONNREFUSED', 'EHOSTUNREACH', 'ENETUNREACH', 'ENOTFOUND', 'EAI_AGAIN'],
  ...['UND_ERR_SOCKET', 'UND_ERR_CONNECT_TIMEOUT', 'UND_ERR_HEADERS_TIMEOUT', 'UND_ERR_BODY_TIMEOUT'],
]);

/** Calls that were given up: by their own time (`AbortSignal.timeout`), or by who made them. */
const GIVEN_UP = new Set(['TimeoutError', 'AbortError']);

/** The judgement of an error of a call over HTTP or of a socket; undefined when it is none. */
export function judgeHttp(error: unknown): Judgement | undefined {
  if (error instanceof OutsideAnswer) return judgeStatus(error.status);
  if (!isError(error)) return undefined;
  if (GIVEN_UP.has(error.name)) return 'mayPass';
  return 'code' in error && BROKEN_SOCKET.has(String(error.code)) ? 'mayPass' : undefined;
}

function judgeStatus(status: number): Judgement {
  if (status >= 500 || PASSING_STATUSES.has(status)) return 'mayPass';
  // What it refuses it refuses again; what it calls done but does not say as agreed is not for us to wait for.
  return status >= 400 ? 'final' : 'mistake';
}

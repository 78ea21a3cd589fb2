import type { ServerResponse } from 'node:http';
import {
  Failure,
  failure,
  FAILURE_STATUS,
  findText,
  text,
  type Language,
  type ProblemAnswer,
} from '@kequan/contracts';
import { currentTraceId, type Logger } from '../base/log';
import { mayPass } from '../failures/judge';
import { securityHeaders } from './headers';

/** What went wrong, as a failure that may be told: what may pass is `Unavailable`, anything else that is not ours `Internal`. */
export function asFailure(error: unknown, log: Logger): Failure {
  if (error instanceof Failure) return error;
  const refused = failureOfHttp(error);
  if (refused) {
    // Not the error itself: the parser's carries the body, with passwords and all.
    log.warn({ code: refused.code }, 'request refused');
    return refused;
  }
  if (mayPass(error)) {
    log.warn({ err: error }, 'something that the answer needs is away');
    return failure('Unavailable');
  }
  log.error({ err: error }, 'request failed');
  return failure('Internal');
}

/** Errors of the body parser and of Express carry an HTTP status. */
function failureOfHttp(error: unknown): Failure | undefined {
  if (!(error instanceof Error) || !('status' in error)) return undefined;
  switch (error.status) {
    case 413:
      return failure('BodyTooLarge', { limit: '256 KiB' });
    case 415:
      return failure('MediaTypeUnsupported', { expected: 'application/json' });
    case 400:
      // A type is the body parser's; without one the path could not be decoded.
      return 'type' in error
        ? failure('BodyNotJson')
        : failure('InputInvalid', { count: 1 }, [{ path: 'params', message: 'invalid' }]);
    default:
      return undefined;
  }
}

/** What is away is mostly back soon: a process that restarts, a store that elects, an event that is on its way. */
const RETRY_AFTER_S = 1;

/** Writes a failure as problem+json (RFC 9457) in the caller's language, with the headers of every answer. */
export function sendProblem(
  response: ServerResponse,
  cause: Failure,
  language: Language,
  requestId: string,
): void {
  const traceId = currentTraceId();
  const problem: ProblemAnswer = {
    type: `/problems/${cause.code}`,
    title: text(language, `errors.${cause.code}.title`),
    status: FAILURE_STATUS[cause.code],
    detail: text(language, `errors.${cause.code}.detail`, cause.params),
    code: cause.code,
    requestId,
    ...(traceId ? { traceId } : {}),
    ...(cause.fields.length > 0
      ? { fields: cause.fields.map(({ path, message }) => ({ path, message: inWords(message, language) })) }
      : {}),
  };
  for (const [name, value] of securityHeaders())
    if (!response.hasHeader(name)) response.setHeader(name, value);
  response.statusCode = problem.status;
  response.setHeader('X-Request-Id', requestId);
  if (problem.status === 503) response.setHeader('Retry-After', RETRY_AFTER_S);
  if (problem.status === 401) response.setHeader('WWW-Authenticate', 'Bearer');
  response.setHeader('Content-Type', 'application/problem+json; charset=utf-8');
  response.setHeader('Content-Language', language === 'zh' ? 'zh-CN' : 'en');
  response.end(JSON.stringify(problem));
}

/** `tooShort|minimum=2` → the text of fields.tooShort with its number. */
function inWords(message: string, language: Language): string {
  const [key = '', ...rest] = message.split('|');
  const params = Object.fromEntries(
    rest.map((pair) => [pair.slice(0, pair.indexOf('=')), pair.slice(pair.indexOf('=') + 1)]),
  );
  return findText(language, `fields.${key}`, params) ?? text(language, 'fields.invalid');
}

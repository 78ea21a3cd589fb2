import { randomUUID } from 'node:crypto';
import { isDeepStrictEqual } from 'node:util';
import express, { type Request, type RequestHandler, type Response } from 'express';
import type { z } from 'zod';
import { failure, languageOf, type FieldProblem } from '@kequan/contracts';
import type { Logger } from '../base/log';
import { sha256 } from '../base/seal';
import type { RequestMetrics } from './metrics';
import { requestIdOf, type Headers } from './headers';
import { parsePart, refuseHostile, refuseWrong } from './input';
import { decide, type Caller } from './policy';
import { asFailure, sendProblem } from './problem';
import type { Call, Route } from './route';
import type { Authenticate } from './tokens';

export interface ChainDependencies {
  authenticate: Authenticate;
  headers: Headers;
  metrics: RequestMetrics;
  log: Logger;
  /** Checks every answer against its schema; for tests, where a mistake of ours must show. */
  checkAnswers: boolean;
}

const MOST_KEY_CHARS = 100;
const IDEMPOTENCY_KEY = /^[\x21-\x7e]{1,100}$/;
const KEY_PATH = 'header.Idempotency-Key';
/** JSON is UTF-8 (RFC 8259); the parser would read other sets too, and what it reads would be stored. */
const NOT_UTF8 = /charset\s*=\s*(?!"?utf-8"?\s*(;|$))/i;
const readJson = express.json({ limit: '256kb', inflate: false, strict: true });

/**
 * Everything a request passes, as one handler: headers, request id, sign-in, policy, input, the work, the answer. One
 * handler and not ten, because each layer of the router costs more than most of these steps.
 */
export function chain(route: Route, deps: ChainDependencies): RequestHandler {
  const observe = deps.metrics.of(route);
  return async (request, response) => {
    const startedAt = process.hrtime.bigint();
    const requestId = requestIdOf(request);
    for (const [name, value] of deps.headers) response.setHeader(name, value);
    response.setHeader('X-Request-Id', requestId);
    const language = languageOf(request.headers['accept-language']);
    try {
      const answered = deps.authenticate(request.headers.authorization);
      const caller = answered instanceof Promise ? await answered : answered;
      const verdict = decide(route.policy, caller);
      if (verdict !== 'yes') throw failure(verdict === 'signIn' ? 'SignInRequired' : 'NotAllowed');
      const wrong: FieldProblem[] = [];
      const params = route.params && parsePart(route.params, 'params', request.params, wrong);
      const query = route.query && parsePart(route.query, 'query', request.query, wrong);
      const body = route.body && parsePart(route.body, 'body', await readBody(request, response), wrong);
      refuseWrong(wrong);
      const key = keyOf(request, route, caller, params);
      const call = { caller, params, query, body, key, language, log: deps.log } as unknown as Call<
        never,
        never,
        never,
        never
      >;
      const answer = await route.handle(call, { request, response });
      if (route.raw !== 'answer') send(response, route, answer, deps.checkAnswers);
    } catch (error) {
      const cause = asFailure(error, deps.log.child({ requestId, route: `${route.method} ${route.path}` }));
      if (response.headersSent) response.destroy();
      else sendProblem(response, cause, language, requestId);
    } finally {
      const tookMs = Number(process.hrtime.bigint() - startedAt) / 1e6;
      observe(response.statusCode, tookMs);
      if (route.method !== 'get' || tookMs > 1000) {
        deps.log.info(
          {
            requestId,
            method: route.method,
            path: route.path,
            status: response.statusCode,
            tookMs: Math.round(tookMs),
          },
          'request',
        );
      }
    }
  };
}

/** The JSON of a request. @throws what the parser refuses it with, and `InputInvalid` when it is hostile */
async function readBody(request: Request, response: Response): Promise<unknown> {
  if (!request.is('application/json') || NOT_UTF8.test(request.headers['content-type'] ?? ''))
    throw failure('MediaTypeUnsupported', { expected: 'application/json' });
  await new Promise<void>((resolve, reject) => {
    readJson(request, response, (error?: unknown) => {
      if (error) reject(error instanceof Error ? error : new Error('body'));
      else resolve();
    });
  });
  refuseHostile(request.body);
  return request.body;
}

/**
 * The key of a call, bound to its caller and to what it does: the same header sent to another route or for another thing is
 * another call, and not taken for a repetition that need not be done.
 */
function keyOf(request: Request, route: Route, caller: Caller | undefined, params: unknown): string {
  if (!route.idempotencyKey) return '';
  const who = caller?.accountId ?? 'nobody';
  const given = request.headers['idempotency-key'];
  if (typeof given === 'string' && IDEMPOTENCY_KEY.test(given)) {
    const what = sha256(JSON.stringify([route.method, route.path, params])).slice(0, 16);
    return `${who}:${given}:${what}`;
  }
  if (given) throw failure('InputInvalid', { count: 1 }, [{ path: KEY_PATH, message: keyProblem(given) }]);
  if (given !== undefined || route.idempotencyKey === 'required') throw failure('IdempotencyKeyRequired');
  return `${who}:${randomUUID()}`;
}

/** What is wrong with a key that is there. */
function keyProblem(given: string | string[]): string {
  return given.length > MOST_KEY_CHARS ? `tooLong|maximum=${MOST_KEY_CHARS}` : 'invalid';
}

function send(response: Response, route: Route, answer: unknown, check: boolean): void {
  response.statusCode = route.status;
  if (!route.answer) {
    response.end();
    return;
  }
  if (check) checkAnswer(route, route.answer, answer);
  response.setHeader('Content-Type', 'application/json; charset=utf-8');
  response.end(JSON.stringify(answer));
}

/** @throws when an answer does not keep to its schema, or has fields that the schema does not: they would leak */
function checkAnswer(route: Route, schema: z.ZodType, answer: unknown): void {
  const sent: unknown = JSON.parse(JSON.stringify(answer));
  const described: unknown = JSON.parse(JSON.stringify(schema.parse(sent)));
  if (!isDeepStrictEqual(sent, described))
    throw new Error(`the answer has fields that its contract does not: ${route.method} ${route.path}`);
}

import { randomUUID } from 'node:crypto';
import type { z } from 'zod';
import { ProblemAnswer } from '@kequan/contracts';
import { untilDone, type Attempt } from './patience';
import { Refused } from './refused';

/** One request of the public API. */
interface ApiRequest<S extends z.ZodType> {
  line: `${'GET' | 'POST' | 'PUT'} /${string}`;
  token?: string | undefined;
  /** JSON, or a form with a file. */
  body?: object | FormData;
  /** The schema of the answer. */
  answer: S;
  /** Of a command that the caller repeats by himself; made for this call otherwise. */
  key?: string;
}

export interface HttpOptions {
  baseUrl: string;
  /** How long a request is tried again while the system is away. */
  patienceMs?: number;
  /** Told of each attempt that is repeated. */
  onRetry?: (request: string, reason: string) => void;
  /** How one request is made; plainly by default. */
  ask?: Ask;
}

/** Makes a request once. */
export type Ask = (url: URL, init: RequestInit) => Promise<Attempt<HttpAnswer>>;

/** What the typed clients are made of. */
export interface Http {
  /** @throws Refused when the API says no, Error when it stays away */
  send<S extends z.ZodType>(request: ApiRequest<S>): Promise<z.output<S>>;
}

export const PATIENCE_MS = 90_000;
const ONE_ATTEMPT_MS = 30_000;
/** Answers that say "later": too many requests, a door without a house behind it, not ready. */
const LATER = [429, 502, 503, 504];

/**
 * Speaks the public API as a careful client does: every command carries an Idempotency-Key and is repeated with it while the
 * connection fails or the answer is "later"; every answer is checked against its schema.
 */
export function createHttp({
  baseUrl,
  patienceMs = PATIENCE_MS,
  onRetry,
  ask = answerOf,
}: HttpOptions): Http {
  return {
    async send(request) {
      const [method = '', path = ''] = request.line.split(' ');
      const init = initOf(method, request);
      const response = await untilDone(request.line, patienceMs, async () => {
        const attempt = await ask(new URL(path, baseUrl), init);
        if (!attempt.done) onRetry?.(request.line, attempt.reason);
        return attempt;
      });
      const body: unknown = response.text === '' ? undefined : JSON.parse(response.text);
      if (response.status >= 400) throw new Refused(request.line, ProblemAnswer.parse(body));
      return request.answer.parse(body);
    },
  };
}

function initOf(method: string, { token, body, key }: ApiRequest<z.ZodType>): RequestInit {
  const form = body instanceof FormData;
  return {
    method,
    headers: {
      Accept: 'application/json',
      'Accept-Language': 'zh-CN',
      ...(token === undefined ? {} : { Authorization: `Bearer ${token}` }),
      ...(method === 'POST' ? { 'Idempotency-Key': key ?? randomUUID() } : {}),
      ...(body === undefined || form ? {} : { 'Content-Type': 'application/json' }),
    },
    ...(body === undefined ? {} : { body: form ? body : JSON.stringify(body) }),
  };
}

/** A whole answer of HTTP. */
export interface HttpAnswer {
  status: number;
  headers: Headers;
  text: string;
}

/** Asks once; without a connection, or when the answer is "later", there is a reason to ask again. */
export async function answerOf(url: URL, init: RequestInit): Promise<Attempt<HttpAnswer>> {
  try {
    const response = await fetch(url, { ...init, signal: AbortSignal.timeout(ONE_ATTEMPT_MS) });
    const { status, headers } = response;
    const text = await response.text();
    if (!LATER.includes(status)) return { done: true, value: { status, headers, text } };
    const retryAfterMs = Number(response.headers.get('retry-after') ?? 0) * 1_000;
    return { done: false, reason: `${status} ${text.slice(0, 200)}`, waitMs: retryAfterMs };
  } catch (error) {
    // fetch throws when there is no connection, or it broke before the whole answer was here.
    return { done: false, reason: reasonOf(error) };
  }
}

function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  return error.cause instanceof Error ? `${error.message}: ${error.cause.message}` : error.message;
}

import type { Request, Response } from 'express';
import type { z } from 'zod';
import type { Language } from '@kequan/contracts';
import type { Logger } from '../base/log';
import type { Caller, Policy } from './policy';

/** What a handler is given: checked input and a known caller. */
export interface Call<P, Q, B, C> {
  caller: C;
  params: P;
  query: Q;
  body: B;
  /**
   * The idempotency key of this call, bound to its caller: from the header `Idempotency-Key`, or made for this call where
   * the header is optional and missing.
   */
  key: string;
  language: Language;
  log: Logger;
}

/** What the HTTP server knows of a route. */
export interface Route {
  readonly method: 'get' | 'post' | 'put' | 'delete';
  /** With `:name` parameters. */
  readonly path: string;
  readonly summary: string;
  readonly policy: Policy;
  /** `required` on every POST that moves something: the caller must be able to repeat it without harm. */
  readonly idempotencyKey?: 'required' | 'optional';
  readonly params?: z.ZodType;
  readonly query?: z.ZodType;
  readonly body?: z.ZodType;
  /** The answer's schema; undefined for 204. */
  readonly answer?: z.ZodType;
  readonly status: number;
  /** Set when the handler reads the request or writes the answer itself (uploads, downloads, pages). */
  readonly raw?: 'request' | 'answer';
  readonly handle: (
    call: Call<never, never, never, never>,
    http: { request: Request; response: Response },
  ) => Promise<unknown>;
}

type Parsed<S> = S extends z.ZodType ? z.output<S> : undefined;
type CallerOf<Pol> = Pol extends { kind: 'everyone' } ? Caller | undefined : Caller;

/**
 * Declares a route; its policy stands in the same line and is checked before anything of the input is looked at. The types
 * of input and answer come from the schemas.
 */
export function route<
  const Pol extends Policy,
  P extends z.ZodType | undefined = undefined,
  Q extends z.ZodType | undefined = undefined,
  B extends z.ZodType | undefined = undefined,
  A extends z.ZodType | undefined = undefined,
>(
  line: `${'GET' | 'POST' | 'PUT' | 'DELETE'} /${string}`,
  policy: Pol,
  spec: {
    summary: string;
    params?: P;
    query?: Q;
    body?: B;
    answer?: A;
    status?: number;
    idempotencyKey?: 'required' | 'optional';
    raw?: 'request' | 'answer';
    handle: (
      call: Call<Parsed<P>, Parsed<Q>, Parsed<B>, CallerOf<Pol>>,
      http: { request: Request; response: Response },
    ) => Promise<A extends z.ZodType ? z.input<A> : unknown>;
  },
): Route {
  const [method = '', path = ''] = line.split(' ');
  const { params, query, body, answer, idempotencyKey, raw } = spec;
  return {
    method: method.toLowerCase() as Route['method'],
    path,
    summary: spec.summary,
    policy,
    status: spec.status ?? (answer ? 200 : 204),
    handle: spec.handle,
    ...(params && { params }),
    ...(query && { query }),
    ...(body && { body }),
    ...(answer && { answer }),
    ...(idempotencyKey && { idempotencyKey }),
    ...(raw && { raw }),
  };
}

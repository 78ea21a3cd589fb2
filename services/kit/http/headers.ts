import { randomUUID } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import helmet from 'helmet';

export type Headers = readonly (readonly [string, string])[];

let computed: Headers | undefined;

/**
 * The security headers of every answer: Helmet's, computed once instead of for each request. Answers of the API are never
 * cached by anybody between.
 */
export function securityHeaders(): Headers {
  return (computed ??= computeHeaders());
}

function computeHeaders(): Headers {
  const headers = new Map<string, string>();
  const response = {
    setHeader: (name: string, value: string | string[]) => headers.set(name, String(value)),
    removeHeader: (name: string) => headers.delete(name),
  };
  helmet()({} as IncomingMessage, response as unknown as ServerResponse, (error?: unknown) => {
    if (error) throw error instanceof Error ? error : new Error('helmet');
  });
  headers.set('Cache-Control', 'no-store');
  return [...headers];
}

const REQUEST_ID = /^[\w-]{8,64}$/;

/** The id under which a request is logged and answered: the caller's, when it gave a sound one, else a new one. */
export function requestIdOf(request: IncomingMessage): string {
  const given = request.headers['x-request-id'];
  return typeof given === 'string' && REQUEST_ID.test(given) ? given : randomUUID();
}

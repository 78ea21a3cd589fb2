import type { RequestHandler } from 'express';
import { rateLimit } from 'express-rate-limit';
import { failure, languageOf } from '@kequan/contracts';
import { requestIdOf, sendProblem } from '@kequan/kit';

const MINUTE_MS = 60_000;

/** Limits how many requests one address makes in a minute; the watching platform's own are not counted. */
export function rateLimited(perMinute: number): RequestHandler {
  return rateLimit({
    windowMs: MINUTE_MS,
    limit: perMinute,
    standardHeaders: 'draft-8',
    legacyHeaders: false,
    skip: ({ path }) => path === '/livez' || path === '/readyz' || path === '/metrics',
    handler: (request, response) => {
      sendProblem(
        response,
        failure('TooManyRequests'),
        languageOf(request.headers['accept-language']),
        requestIdOf(request),
      );
    },
  });
}

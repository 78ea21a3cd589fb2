import type { ServerResponse } from 'node:http';
import type { Request, RequestHandler } from 'express';
import { createProxyMiddleware } from 'http-proxy-middleware';
import { failure, languageOf } from '@kequan/contracts';
import { requestIdOf, sendProblem, type Logger } from '@kequan/kit';
import { serviceOfPath } from './prefixes';

/** Takes requests for services of other processes to where they are. A service that is away is told as `Unavailable`. */
export function proxied(urls: ReadonlyMap<string, string>, log: Logger): RequestHandler {
  const ways = new Map([...urls].map(([service, target]) => [service, wayTo(service, target, log)]));
  return (request, response, next) => {
    const way = ways.get(serviceOfPath(request.path) ?? '');
    if (!way) {
      next();
      return;
    }
    request.headers['x-forwarded-for'] = forwardedFor(request);
    // Without `next`, which it would call with an error that `on.error` has answered already.
    void way(request, response);
  };
}

/** The caller's address after those that came with the request: what a caller claims of itself is never the last one. */
function forwardedFor({ headers, socket }: Request): string {
  return [headers['x-forwarded-for'], socket.remoteAddress].flat().filter(Boolean).join(', ');
}

function wayTo(service: string, target: string, log: Logger): ReturnType<typeof createProxyMiddleware> {
  return createProxyMiddleware({
    target,
    xfwd: true,
    proxyTimeout: 60_000,
    on: {
      error: (error, request, response) => {
        log.warn({ err: error, service }, 'service does not answer');
        if (!('setHeader' in response)) return;
        const answer: ServerResponse = response;
        if (answer.headersSent) answer.destroy();
        else
          sendProblem(
            answer,
            failure('Unavailable'),
            languageOf(request.headers['accept-language']),
            requestIdOf(request),
          );
      },
    },
  });
}

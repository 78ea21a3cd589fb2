import type { ServerResponse } from 'node:http';
import type { RequestHandler } from 'express';
import { createProxyMiddleware } from 'http-proxy-middleware';
import { failure, languageOf } from '@kequan/contracts';
import { requestIdOf, sendProblem, type Logger } from '@kequan/kit';
import { serviceOfPath } from './prefixes';

/** Takes requests for services of other processes to where they are. A service that is away is told as `Unavailable`. */
export function proxied(urls: ReadonlyMap<string, string>, log: Logger): RequestHandler {
  const ways = new Map([...urls].map(([service, target]) => [service, wayTo(service, target, log)]));
  return (request, response, next) => {
    const way = ways.get(serviceOfPath(request.path) ?? '');
    if (way) void way(request, response, next);
    else next();
  };
}

function wayTo(service: string, target: string, log: Logger): RequestHandler {
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

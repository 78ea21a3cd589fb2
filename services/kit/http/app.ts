import express, { type Express, type RequestHandler } from 'express';
import { failure, languageOf } from '@kequan/contracts';
import { chain, type ChainDependencies } from './chain';
import { refuseBadRoutes } from './check-routes';
import { requestIdOf } from './headers';
import { asFailure, sendProblem } from './problem';
import type { Route } from './route';

/**
 * Makes the HTTP application of a process: its routes, each behind its policy, and one clear answer for everything else.
 * @param before what comes before the routes (the public door's rate limit)
 * @param after what takes what no route takes (the public door's way to services of other processes)
 * @throws Error when a route must not be served: see refuseBadRoutes
 */
export function createApp(
  routes: readonly Route[],
  deps: ChainDependencies,
  {
    before = [],
    after = [],
    trustProxyHops = 0,
  }: { before?: readonly RequestHandler[]; after?: readonly RequestHandler[]; trustProxyHops?: number } = {},
): Express {
  refuseBadRoutes(routes);
  const app = express();
  app.disable('x-powered-by');
  app.disable('etag');
  app.set('query parser', 'simple');
  app.set('trust proxy', trustProxyHops);
  for (const handler of before) app.use(handler);
  for (const route of routes) app[route.method](route.path, chain(route, deps));
  for (const handler of after) app.use(handler);
  app.use((request, response) => {
    const language = languageOf(request.headers['accept-language']);
    sendProblem(response, failure('NotFound'), language, requestIdOf(request));
  });
  app.use(((error, request, response, next) => {
    if (response.headersSent) {
      next(error);
      return;
    }
    const requestId = requestIdOf(request);
    const cause = asFailure(error, deps.log.child({ requestId }));
    sendProblem(response, cause, languageOf(request.headers['accept-language']), requestId);
  }) as express.ErrorRequestHandler);
  return app;
}

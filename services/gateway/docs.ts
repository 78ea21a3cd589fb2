import type { RequestHandler } from 'express';
import { describeRoutes, type Logger, type Route } from '@kequan/kit';

interface Description {
  paths?: object;
  components?: { schemas?: object };
}

/** The description of the whole API: the routes of this process, and those of the processes behind the proxy. */
export async function describeAll(
  routes: readonly Route[],
  urls: ReadonlyMap<string, string>,
  log: Logger,
): Promise<Record<string, unknown>> {
  const own: Description = describeRoutes(routes, 'KeQuan 科券', 'v1');
  const others = await Promise.all([...new Set(urls.values())].map((url) => fetchDescription(url, log)));
  return {
    ...own,
    paths: Object.assign({}, ...others.map(({ paths }) => paths), own.paths) as object,
  };
}

async function fetchDescription(url: string, log: Logger): Promise<Description> {
  try {
    const answer = await fetch(new URL('/openapi.json', url), { signal: AbortSignal.timeout(3_000) });
    return (await answer.json()) as Description;
  } catch (error) {
    log.warn({ err: error, url }, 'a process does not describe its routes now');
    return {};
  }
}

/** The page that shows the description and lets people try it; its library is loaded when somebody first opens it. */
export function docsPage(): RequestHandler[] {
  let page: RequestHandler[] | undefined;
  const inner: RequestHandler = (request, response, next) => {
    void (async () => {
      if (!page) {
        const { default: swagger } = await import('swagger-ui-express');
        page = [
          ...swagger.serve,
          swagger.setup(undefined, { swaggerOptions: { url: '/openapi.json' }, customSiteTitle: '科券 API' }),
        ];
      }
      run(page, request, response, next);
    })().catch(next);
  };
  return [inner];
}

function run(
  handlers: readonly RequestHandler[],
  ...[request, response, next]: Parameters<RequestHandler>
): void {
  const [first, ...rest] = handlers;
  if (!first) {
    next();
    return;
  }
  void first(request, response, (error?: unknown) => {
    if (error) next(error);
    else run(rest, request, response, next);
  });
}

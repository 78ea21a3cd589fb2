import {
  extendZodWithOpenApi,
  OpenApiGeneratorV31,
  OpenAPIRegistry,
  type RouteConfig,
} from '@asteasolutions/zod-to-openapi';
import { z } from 'zod';
import { ProblemAnswer } from '@kequan/contracts';
import { allow } from './policy';
import { route, type Route } from './route';

extendZodWithOpenApi(z);

/** The OpenAPI 3.1 description of routes, made from the schemas that check their input. */
export function describeRoutes(routes: readonly Route[], title: string, version: string): object {
  const registry = new OpenAPIRegistry();
  registry.registerComponent('securitySchemes', 'session', {
    type: 'http',
    scheme: 'bearer',
    bearerFormat: 'JWT',
  });
  for (const route of routes) registry.registerPath(describe(route));
  return new OpenApiGeneratorV31(registry.definitions).generateDocument({
    openapi: '3.1.0',
    info: { title, version },
  });
}

/** The description of a process's own routes; made when it is first asked for. */
export function describingRoute(routes: readonly Route[]): Route {
  let description: object | undefined;
  return route('GET /openapi.json', allow.everyone, {
    summary: 'The description of these routes (OpenAPI 3.1)',
    answer: z.record(z.string(), z.unknown()),
    handle: async () => ({ ...(description ??= describeRoutes(routes, 'KeQuan', 'v1')) }),
  });
}

function describe(route: Route): RouteConfig {
  const headers = route.idempotencyKey
    ? z.object({
        'Idempotency-Key':
          route.idempotencyKey === 'required' ? z.string().max(100) : z.string().max(100).optional(),
      })
    : undefined;
  return {
    method: route.method,
    path: route.path.replace(/:(\w+)/g, '{$1}'),
    summary: route.summary,
    tags: [route.path.split('/')[2] ?? 'system'],
    ...(route.policy.kind === 'everyone' ? {} : { security: [{ session: [] }] }),
    description:
      route.policy.kind === 'roles' ? `Roles: ${route.policy.roles.join(', ')}` : route.policy.kind,
    request: {
      ...(route.params ? { params: route.params as z.ZodObject } : {}),
      ...(route.query ? { query: route.query as z.ZodObject } : {}),
      ...(headers ? { headers } : {}),
      ...(route.body
        ? { body: { content: { 'application/json': { schema: route.body } }, required: true } }
        : {}),
      ...(route.raw === 'request'
        ? {
            body: {
              content: { 'multipart/form-data': { schema: z.object({ file: z.string() }) } },
              required: true,
            },
          }
        : {}),
    },
    responses: {
      [route.status]: route.answer
        ? { description: 'done', content: { 'application/json': { schema: route.answer } } }
        : { description: 'done' },
      default: { description: 'refused', content: { 'application/problem+json': { schema: ProblemAnswer } } },
    },
  };
}

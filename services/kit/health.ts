import type { Registry } from 'prom-client';
import { z } from 'zod';
import { allow } from './http/policy';
import { route, type Route } from './http/route';

/** Whether a process can do its work, and how each of its parts is. */
export interface Readiness {
  check(): Promise<{ able: boolean; parts: Record<string, boolean> }>;
}

/** The routes by which a platform watches a process. They are for the inside; the public door does not pass them on. */
export function healthRoutes(readiness: Readiness, registry: Registry): Route[] {
  return [
    route('GET /livez', allow.everyone, {
      summary: 'The process runs',
      answer: z.record(z.string(), z.boolean()),
      handle: async () => ({ live: true }),
    }),
    route('GET /readyz', allow.everyone, {
      summary: 'The process can work: 200, or 503 with the part that keeps it from working',
      raw: 'answer',
      handle: async (_call, { response }) => {
        const { able, parts } = await readiness.check();
        response.statusCode = able ? 200 : 503;
        response.setHeader('Content-Type', 'application/json; charset=utf-8');
        response.end(JSON.stringify(parts));
      },
    }),
    route('GET /metrics', allow.everyone, {
      summary: 'Figures for Prometheus',
      raw: 'answer',
      handle: async (_call, { response }) => {
        response.setHeader('Content-Type', registry.contentType);
        response.end(await registry.metrics());
      },
    }),
  ];
}

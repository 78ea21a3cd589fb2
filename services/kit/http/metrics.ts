import { Histogram, type Registry } from 'prom-client';
import type { Route } from './route';

/** Counts and times the requests of each route. */
export interface RequestMetrics {
  of(route: Route): (status: number, tookMs: number) => void;
}

/** Request metrics in a registry, labelled by method, route and class of status. */
export function requestMetrics(registry: Registry): RequestMetrics {
  const seconds = new Histogram({
    name: 'kequan_http_request_seconds',
    help: 'Time to answer, by route and class of status',
    labelNames: ['method', 'route', 'status'] as const,
    buckets: [0.005, 0.02, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 10],
    registers: [registry],
  });
  return {
    of(route) {
      const classes = [1, 2, 3, 4, 5].map((first) => seconds.labels(route.method, route.path, `${first}xx`));
      return (status, tookMs) => classes[Math.floor(status / 100) - 1]?.observe(tookMs / 1000);
    },
  };
}

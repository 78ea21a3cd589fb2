import { z } from 'zod';
import type { Route } from './route';

/**
 * Refuses routes with which a process must not start: one without a policy or that nobody may use, one declared twice, one
 * that an earlier one keeps from ever being reached, one whose path has a parameter that no schema checks.
 * @throws Error that names the route
 */
export function refuseBadRoutes(routes: readonly Route[]): void {
  routes.forEach((route, index) => {
    const line = `${route.method.toUpperCase()} ${route.path}`;
    refusePolicy(route, line);
    refuseUncheckedParams(route, line);
    for (const earlier of routes.slice(0, index)) {
      if (earlier.method !== route.method || !takes(earlier.path, route.path)) continue;
      const twice = takes(route.path, earlier.path);
      throw new Error(
        twice ? `route declared twice: ${line}` : `route never reached: ${line}, because of ${earlier.path}`,
      );
    }
  });
}

/** The compiler asks for a policy; this holds for what came past it. */
function refusePolicy({ policy }: Route, line: string): void {
  const declared = policy as Route['policy'] | undefined;
  if (!declared) throw new Error(`route without a policy: ${line}`);
  if (declared.kind === 'roles' && declared.roles.length === 0)
    throw new Error(`route that nobody may use: ${line}`);
}

function refuseUncheckedParams({ path, params }: Route, line: string): void {
  const checked = params instanceof z.ZodObject ? Object.keys(params.shape) : [];
  const unchecked = parts(path).filter((part) => part.startsWith(':') && !checked.includes(part.slice(1)));
  if (unchecked.length > 0) throw new Error(`route with unchecked parameters: ${line}`);
}

/** Whether a route with one path takes every request for another. */
function takes(path: string, other: string): boolean {
  const [mine, others] = [parts(path), parts(other)];
  return (
    mine.length === others.length &&
    mine.every((part, at) => part.startsWith(':') || part.toLowerCase() === others[at]?.toLowerCase())
  );
}

function parts(path: string): string[] {
  return path.split('/').filter((part) => part !== '');
}

import { randomUUID } from 'node:crypto';
import type { Route } from '@kequan/kit';
import { readAttachment } from '../journey/load';
import type { Person } from './cast';
import type { RawRequest } from './raw-request';
import type { Facts, Trial } from './trials';

/** The line by which the trials name a route. */
export function lineOf({ method, path }: Pick<Route, 'method' | 'path'>): string {
  return `${method} ${path}`;
}

/** The path of a route with the owner's facts in it. @throws Error when there is no fact for a parameter */
export function pathWith(path: string, facts: Facts): string {
  const values: Record<string, string> = {
    ...facts,
    stage: 'shop',
    ...(path.includes('/mall/') ? { serviceId: facts.mallServiceId, recordId: facts.mallRecordId } : {}),
  };
  return path.replace(/:(\w+)/g, (_whole, name: string) => {
    const value = values[name];
    if (value === undefined) throw new Error(`no fact for :${name} of ${path}`);
    return value;
  });
}

/** A good request of a route by a person. */
export function requestOf(route: Route, trial: Trial, facts: Facts, person: Person): RawRequest {
  const body = trial.body?.(facts);
  const query = trial.query ? `?${trial.query}` : trial.lists ? '?limit=100' : '';
  return {
    method: route.method.toUpperCase(),
    path: pathWith(route.path, facts) + query,
    token: person.token,
    headers: {
      ...(route.idempotencyKey ? { 'Idempotency-Key': randomUUID() } : {}),
      ...(body ? { 'Content-Type': 'application/json' } : {}),
    },
    ...(body ? { body: JSON.stringify(body) } : route.raw === 'request' ? { body: aFile() } : {}),
  };
}

function aFile(): FormData {
  const form = new FormData();
  form.set('file', new Blob([readAttachment('logo.png')], { type: 'image/png' }), '标识.png');
  return form;
}

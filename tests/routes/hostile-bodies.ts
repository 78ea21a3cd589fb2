import { z } from 'zod';
import type { Route } from '@kequan/kit';

/** A hostile body and what must become of it. */
export interface HostileBody {
  what: string;
  body: string;
  headers?: Record<string, string>;
  status: number;
  /** Paths that must be named among the wrong fields. */
  paths?: string[];
}

interface Property {
  type?: string;
}

const DEPTH = 5_000;
const MEGABYTE = 1024 * 1024;

/**
 * Hostile bodies for a route, made from its own schema.
 * @param good a good body @param marker stands in every value, so that it would be found where it was stored
 */
export function hostileBodies(route: Route, good: object, marker: string): HostileBody[] {
  if (!route.body) return [];
  const { properties = {}, required = [] } = z.toJSONSchema(route.body, {
    io: 'input',
    unrepresentable: 'any',
  }) as { properties?: Record<string, Property>; required?: string[] };
  const names = Object.keys(properties);
  const wrong = Object.fromEntries(names.map((name) => [name, wrongValue(properties[name], marker)]));
  const json = (what: string, body: unknown, paths?: string[]): HostileBody => ({
    what,
    body: JSON.stringify(body),
    status: 400,
    ...(paths ? { paths } : {}),
  });
  const inBody = (fields: string[]): string[] => fields.map((name) => `body.${name}`);
  return [
    ...names.map((name) => json(`wrong type of ${name}`, { ...good, [name]: wrong[name] }, [`body.${name}`])),
    json('every field of a wrong type', wrong, inBody(names)),
    ...(required.length === 0 ? [] : [json('no field at all', {}, inBody(required))]),
    json('an unknown field', { ...good, [marker]: marker }, [`body.${marker}`]),
    ...names.map((name) =>
      json(`an operator in ${name}`, { ...good, [name]: { $gt: marker } }, [`body.${name}.$gt`]),
    ),
    json('an operator', { ...good, $where: marker }, ['body.$where']),
    { ...json('a prototype', {}), body: `{"__proto__":{"admin":"${marker}"}}` },
    { ...json('a depth bomb', {}), body: `{"${names[0] ?? 'x'}":${'['.repeat(DEPTH)}${']'.repeat(DEPTH)}}` },
    { ...json('a depth bomb of objects', {}), body: `${'{"a":'.repeat(DEPTH)}1${'}'.repeat(DEPTH)}` },
    json('a list', [good]),
    { ...json('not JSON', {}), body: `{"${marker}":` },
    { ...json('a text', {}), body: `"${marker}"` },
    { ...json('nothing', {}), body: '' },
    { ...json('a megabyte', { [marker]: 'x'.repeat(MEGABYTE) }), status: 413 },
    {
      ...json('XML', {}),
      body: `<a>${marker}</a>`,
      headers: { 'Content-Type': 'application/xml' },
      status: 415,
    },
    {
      ...json('a form', {}),
      body: `a=${marker}`,
      headers: { 'Content-Type': 'application/x-www-form-urlencoded' },
      status: 415,
    },
    { ...json('said to be zipped', good), headers: { 'Content-Encoding': 'gzip' }, status: 415 },
    {
      ...json('in another character set', good),
      headers: { 'Content-Type': 'application/json; charset=utf-7' },
      status: 415,
    },
  ];
}

/** A value of a type that the property is not. */
function wrongValue(property: Property | undefined, marker: string): unknown {
  return property?.type === 'string' || property?.type === undefined ? 12345 : marker;
}

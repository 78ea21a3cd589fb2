import { randomUUID } from 'node:crypto';
import { isDeepStrictEqual } from 'node:util';
import { ProblemAnswer } from '@kequan/contracts';
import type { Route } from '@kequan/kit';
import type { Person } from './cast';
import { hostileBodies } from './hostile-bodies';
import { faultsOf } from './problems';
import { sendRaw, type RawAnswer, type RawRequest } from './raw-request';
import { lineOf, pathWith } from './try-route';
import type { Facts, Trial } from './trials';

export interface HostileTry {
  what: string;
  request: RawRequest;
  /** The statuses that it may be answered with. */
  statuses: number[];
  paths?: string[] | undefined;
}

const HOSTILE_IDS = [
  '%24ne',
  '..%2F..%2Fetc%2Fpasswd',
  '%00',
  '%FF',
  '__proto__',
  '%7B%22%24gt%22%3A%22%22%7D',
  'x'.repeat(3_000),
];
const HOSTILE_QUERIES: readonly [string, string?][] = [
  ['limit=0', 'query.limit'],
  ['limit=101', 'query.limit'],
  ['limit=1e9', 'query.limit'],
  ['limit=zwei', 'query.limit'],
  ['limit=1&limit=2', 'query.limit'],
  ['limit[$gt]=1', 'query.limit[$gt]'],
  ['$where=1', 'query.$where'],
  ['unheard=1', 'query.unheard'],
  ['cursor=%00', 'query.cursor'],
  ['cursor=eyIkZ3QiOiIifQ', 'query.cursor'],
  [`cursor=${'A'.repeat(500)}`, 'query.cursor'],
];

/** Everything hostile that a route is tried with by somebody whom its policy lets pass. */
export function hostileTries(
  route: Route,
  trial: Trial,
  facts: Facts,
  person: Person,
  marker: string,
): HostileTry[] {
  const path = pathWith(route.path, facts);
  const method = route.method.toUpperCase();
  const good = trial.body?.(facts) ?? {};
  const base = (headers: Record<string, string> = {}): RawRequest => ({
    method,
    path,
    token: person.token,
    headers: {
      ...(route.idempotencyKey ? { 'Idempotency-Key': randomUUID() } : {}),
      ...(route.body ? { 'Content-Type': 'application/json' } : {}),
      ...headers,
    },
    ...(route.body ? { body: JSON.stringify(good) } : {}),
  });
  const bodies = hostileBodies(route, good, marker).map(({ what, body, headers, status, paths }) => ({
    what,
    request: { ...base(headers), body },
    statuses: [status],
    paths,
  }));
  const params = route.path.match(/:\w+/g) ?? [];
  const ids = params.flatMap((name) =>
    HOSTILE_IDS.map((id) => ({
      what: `${name} ${id.slice(0, 30)}`,
      request: { ...base(), path: pathWith(route.path.replace(name, '\0'), facts).replace('\0', id) },
      statuses: [400, 404, 422],
    })),
  );
  const queries = (route.query ? HOSTILE_QUERIES : []).map(([query, wrong]) => ({
    what: `?${query.slice(0, 40)}`,
    request: { ...base(), path: `${path}?${query}` },
    statuses: [400],
    paths: wrong === undefined ? undefined : [wrong],
  }));
  const keys = route.idempotencyKey ? hostileKeys(route, base) : [];
  return [...bodies, ...ids, ...queries, ...keys];
}

function hostileKeys(route: Route, base: (headers: Record<string, string>) => RawRequest): HostileTry[] {
  const bad = ['x'.repeat(101), 'a b', ...(route.idempotencyKey === 'required' ? [''] : [])];
  return bad.map((key) => ({
    what: `Idempotency-Key “${key.slice(0, 10)}”`,
    request: base({ 'Idempotency-Key': key }),
    statuses: [400],
  }));
}

/** Tries all of it in both languages by turns. @returns what was not answered as it must be */
export async function tryHostile(
  baseUrl: string,
  route: Route,
  tries: readonly HostileTry[],
): Promise<string[]> {
  const faults: string[] = [];
  for (const [index, { what, request, statuses, paths }] of tries.entries()) {
    const language = index % 2 === 0 ? 'zh' : 'en';
    const headers = { ...request.headers, 'Accept-Language': language };
    const answer = await sendRaw(baseUrl, { ...request, headers });
    const wrong = statuses.includes(answer.status)
      ? [...faultsOf(answer, language), ...unnamedFields(answer, paths ?? [])]
      : [`expected ${statuses.join(' or ')}, found ${answer.status} ${answer.text.slice(0, 300)}`];
    faults.push(...wrong.map((fault) => `${lineOf(route)}, ${what}: ${fault}`));
  }
  return faults;
}

function unnamedFields(answer: RawAnswer, paths: readonly string[]): string[] {
  const { fields = [] } = ProblemAnswer.parse(JSON.parse(answer.text));
  const named = fields.map(({ path }) => path);
  const unnamed = paths.filter((path) => !named.includes(path));
  return isDeepStrictEqual(unnamed, [])
    ? []
    : [`does not name ${unnamed.join(', ')}, only ${named.join(', ')}`];
}

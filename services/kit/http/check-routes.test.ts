import { z } from 'zod';
import { testApp } from '../testing/app';
import { allow, type Policy } from './policy';
import { route } from './route';

const handle = async (): Promise<undefined> => undefined;
const plain = (line: `GET /${string}` | `POST /${string}`, policy: Policy = allow.everyone) =>
  route(line, policy, { summary: 's', handle });
const withId = (line: `GET /${string}`, ...names: string[]) =>
  route(line, allow.everyone, {
    summary: 's',
    params: z.strictObject(Object.fromEntries(names.map((name) => [name, z.string()]))),
    handle,
  });

describe('a process with bad routes does not start', () => {
  it('when a route has no policy', () => {
    const broken = { ...plain('GET /v1/a'), policy: undefined } as unknown as ReturnType<typeof plain>;
    expect(() => testApp([broken])).toThrow('route without a policy: GET /v1/a');
  });

  it('when nobody may use a route', () => {
    expect(() => testApp([plain('GET /v1/a', allow.roles())])).toThrow('nobody may use: GET /v1/a');
  });

  it('when a route is declared twice, also by other names', () => {
    expect(() => testApp([plain('GET /v1/a'), plain('GET /v1/a')])).toThrow('declared twice: GET /v1/a');
    expect(() => testApp([withId('GET /v1/a/:x', 'x'), withId('GET /v1/A/:y', 'y')])).toThrow(
      'declared twice',
    );
  });

  it('when an earlier route takes all requests of a later one', () => {
    expect(() => testApp([withId('GET /v1/a/:id', 'id'), plain('GET /v1/a/mine')])).toThrow(
      'route never reached: GET /v1/a/mine, because of /v1/a/:id',
    );
  });

  it('when a parameter of the path is checked by no schema', () => {
    expect(() => testApp([plain('GET /v1/a/:id')])).toThrow('unchecked parameters: GET /v1/a/:id');
    expect(() => testApp([withId('GET /v1/a/:id/:other', 'id')])).toThrow('unchecked parameters');
  });
});

it('when routes differ by method, length or order, then they are served', () => {
  const routes = [
    plain('GET /v1/a'),
    plain('POST /v1/a'),
    plain('GET /v1/a/mine'),
    withId('GET /v1/a/:id', 'id'),
    withId('GET /v1/a/:id/b', 'id'),
  ];
  expect(() => testApp(routes)).not.toThrow();
});

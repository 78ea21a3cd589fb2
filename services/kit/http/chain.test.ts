import request from 'supertest';
import { mongo } from 'mongoose';
import { ServiceError } from '@temporalio/client';
import { KafkaJSConnectionError } from 'kafkajs';
import { Registry } from 'prom-client';
import { z } from 'zod';
import { failure, newId, type Role } from '@kequan/contracts';
import { createLog } from '../base/log';
import { testApp } from '../testing/app';
import { allow } from './policy';
import { route } from './route';

const temporalsAnswer = (code: number) =>
  new ServiceError('gone', {
    cause: Object.assign(new Error('x'), { code, details: '', metadata: new Map() }),
  });

const keys: string[] = [];
const idParams = z.strictObject({ id: z.string() });
let fault: unknown;
let answer: unknown = { n: 1 };
const accountId = newId();
const lines: string[] = [];
const registry = new Registry();
const keep = async ({ key }: { key: string }): Promise<undefined> => void keys.push(key);
const app = testApp(
  [
    route('GET /v1/open', allow.everyone, {
      summary: 's',
      answer: z.object({ n: z.int() }),
      handle: async () => answer as { n: number },
    }),
    route('GET /v1/faulty', allow.everyone, { summary: 's', handle: () => Promise.reject(fault as Error) }),
    route('GET /v1/mine', allow.signedIn, { summary: 's', handle: async () => undefined }),
    route('GET /v1/office', allow.roles('office', 'reviewer'), {
      summary: 's',
      handle: async () => undefined,
    }),
    route('POST /v1/a/:id', allow.signedIn, {
      summary: 's',
      params: idParams,
      idempotencyKey: 'required',
      handle: keep,
    }),
    route('POST /v1/b/:id', allow.everyone, {
      summary: 's',
      params: idParams,
      idempotencyKey: 'optional',
      handle: keep,
    }),
    route('POST /v1/checked-first', allow.signedIn, {
      summary: 's',
      body: z.strictObject({ a: z.string() }),
      handle: async () => undefined,
    }),
    route('POST /v1/secret', allow.everyone, {
      summary: 's',
      body: z.strictObject({ password: z.string() }),
      handle: async () => undefined,
    }),
  ],
  {
    registry,
    log: createLog('trace', 'test', { write: (line) => void lines.push(line) }),
    authenticate: (header) =>
      header === undefined ? undefined : { accountId, role: header as Role, programmeId: 'jiangsu' },
  },
);
const signedIn = (call: request.Test, role: Role = 'provider') => call.set('Authorization', role);

beforeEach(() => {
  keys.length = 0;
  lines.length = 0;
  answer = { n: 1 };
});

describe('who may pass', () => {
  it.each([
    ['/v1/open', undefined, 200],
    ['/v1/mine', undefined, 401],
    ['/v1/mine', 'auditor', 204],
    ['/v1/office', undefined, 401],
    ['/v1/office', 'provider', 403],
    ['/v1/office', 'reviewer', 204],
  ] as const)('when %s is called by %s, then %i', async (path, role, status) => {
    const call = request(app).get(path);
    await (role ? signedIn(call, role) : call).expect(status);
  });

  it('when nobody is signed in, then the input is not even looked at', async () => {
    const refused = await request(app).post('/v1/checked-first').send({ b: 1 }).expect(401);
    expect(refused.body).toMatchObject({ code: 'SignInRequired' });
    expect(refused.headers['www-authenticate']).toBe('Bearer');
  });
});

describe('Idempotency-Key', () => {
  const call = (path: string, key?: string) => {
    const made = signedIn(request(app).post(path));
    return key === undefined ? made : made.set('Idempotency-Key', key);
  };

  it('when it is required and missing or empty, then 400', async () => {
    for (const key of [undefined, '']) {
      const refused = await call('/v1/a/1', key).expect(400);
      expect(refused.body).toMatchObject({ code: 'IdempotencyKeyRequired' });
    }
    expect(keys).toEqual([]);
  });

  it.each(['a'.repeat(101), 'a b', 'a\u00e9'])(
    'M28 when it is there, but too long or not printable (%s), then the header is named as wrong',
    async (key) => {
      const refused = await call('/v1/a/1', key).expect(400);
      expect(refused.body).toMatchObject({
        code: 'InputInvalid',
        fields: [{ path: 'header.Idempotency-Key', message: expect.any(String) as string }],
      });
      expect(keys).toEqual([]);
    },
  );

  it('when a call is repeated, then its key is the same and is bound to the caller', async () => {
    await call('/v1/a/1', 'k').expect(204);
    await call('/v1/a/1', 'k').expect(204);
    expect(new Set(keys).size).toBe(1);
    expect(keys[0]).toContain(accountId);
    await request(app).post('/v1/b/1').set('Idempotency-Key', 'k').expect(204);
    expect(keys[2]).not.toContain(accountId);
  });

  it('when the same header is sent to another route or for another thing, then it is another call', async () => {
    await call('/v1/a/1', 'k').expect(204);
    await call('/v1/a/2', 'k').expect(204);
    await call('/v1/b/1', 'k').expect(204);
    expect(new Set(keys).size).toBe(3);
  });

  it('when it is optional and missing, then each call has its own; when it is given and bad, then 400', async () => {
    await call('/v1/b/1').expect(204);
    await call('/v1/b/1').expect(204);
    expect(new Set(keys).size).toBe(2);
    await call('/v1/b/1', 'a b').expect(400);
  });
});

describe('every answer', () => {
  it.each(['/v1/open', '/v1/mine', '/v1/faulty', '/nowhere', '/v1/a/%E0%A4%A'])(
    'when %s answers, then with security headers and a request id',
    async (path) => {
      fault = new Error('x');
      const { headers } = await request(app).get(path);
      expect(headers).toMatchObject({
        'x-content-type-options': 'nosniff',
        'x-frame-options': 'SAMEORIGIN',
        'cache-control': 'no-store',
      });
      expect(headers['content-security-policy']).toContain("default-src 'self'");
      expect(headers['strict-transport-security']).toContain('max-age');
      expect(headers['x-request-id']).toMatch(/^[\w-]{8,64}$/);
      expect(headers['x-powered-by']).toBeUndefined();
    },
  );

  it('when the caller gives a sound request id, then it is kept; else a new one is made', async () => {
    const own = await request(app).get('/v1/open').set('X-Request-Id', 'abcdef-123456');
    expect(own.headers['x-request-id']).toBe('abcdef-123456');
    for (const bad of ['short', 'x'.repeat(65), 'with blanks and <tags>']) {
      const other = await request(app).get('/v1/open').set('X-Request-Id', bad);
      expect(other.headers['x-request-id']).not.toBe(bad);
    }
  });

  it('when it does not keep to its contract, then a test shows it', async () => {
    answer = { n: 'one' };
    await request(app).get('/v1/open').expect(500);
    answer = { n: 1, passwordHash: 'x' };
    await request(app).get('/v1/open').expect(500);
    answer = { n: 1 };
    await request(app).get('/v1/open').expect(200, { n: 1 });
  });

  it('when it is counted, then by route and class of status', async () => {
    await request(app).get('/v1/open').expect(200);
    await request(app).get('/v1/mine').expect(401);
    const figures = await registry.metrics();
    expect(figures).toMatch(
      /kequan_http_request_seconds_count\{method="get",route="\/v1\/open",status="2xx"\} [1-9]/,
    );
    expect(figures).toMatch(
      /kequan_http_request_seconds_count\{method="get",route="\/v1\/mine",status="4xx"\} [1-9]/,
    );
  });
});

describe('a problem', () => {
  it.each([
    ['en', 'en', 'Not found'],
    ['zh-CN,zh;q=0.9', 'zh-CN', '未找到'],
    ['fr', 'zh-CN', '未找到'],
  ])('when the caller asks for %s, then it is told in %s', async (asked, told, title) => {
    const refused = await request(app)
      .get('/nowhere')
      .set('Accept-Language', asked)
      .set('X-Request-Id', 'request-1')
      .expect(404);
    expect(refused.headers['content-type']).toContain('application/problem+json');
    expect(refused.headers['content-language']).toBe(told);
    expect(refused.body).toMatchObject({
      type: '/problems/NotFound',
      title,
      status: 404,
      code: 'NotFound',
      requestId: 'request-1',
    });
  });

  it('when wrong fields are told in Chinese, then their words are Chinese', async () => {
    const refused = await request(app).post('/v1/secret').send({}).expect(400);
    expect(refused.body).toMatchObject({ fields: [{ path: 'body.password', message: '必填' }] });
  });

  it('when something of ours fails, then nothing of it is told, and all of it is logged with the request id', async () => {
    fault = new Error('the secret of the house');
    const refused = await request(app).get('/v1/faulty').set('X-Request-Id', 'request-2').expect(500);
    expect(refused.body).toMatchObject({ code: 'Internal' });
    expect(refused.text).not.toContain('house');
    const entry = lines.map((line) => JSON.parse(line) as Record<string, unknown>).find((one) => one['err']);
    expect(entry).toMatchObject({ requestId: 'request-2', err: { message: 'the secret of the house' } });
  });

  it('when a rule is broken, then its code and status are told', async () => {
    fault = failure('UnitCodeTaken');
    await request(app)
      .get('/v1/faulty')
      .expect(409, /UnitCodeTaken/);
  });

  it.each([
    ['the store is away', new mongo.MongoNetworkError('gone')],
    ['a shard cannot be reached (G4)', new mongo.MongoServerError({ message: 'HostUnreachable', code: 6 })],
    ['the broker is away', new KafkaJSConnectionError('gone')],
    ['Temporal is away', temporalsAnswer(14)],
    ['two writers met', failure('Overtaken')],
  ])('when %s, then 503 and when to come again', async (_what, away) => {
    fault = away;
    await request(app)
      .get('/v1/faulty')
      .expect('Retry-After', '1')
      .expect(503, /Unavailable|Overtaken/);
  });

  it('when a body with a password is no JSON, then nothing of it is logged', async () => {
    await request(app)
      .post('/v1/secret')
      .set('Content-Type', 'application/json')
      .send('{"password":"hunter2"')
      .expect(400);
    expect(lines.length).toBeGreaterThan(0);
    expect(lines.join('')).not.toContain('hunter2');
  });
});

import request from 'supertest';
import { z } from 'zod';
import { testApp } from '../testing/app';
import { allow } from './policy';
import { route } from './route';

const handled: unknown[] = [];
const Thing = z.strictObject({
  name: z.string().min(2).max(5),
  amount: z.int().min(1).max(9),
  kind: z.enum(['a', 'b']),
  list: z.array(z.strictObject({ code: z.string() })).max(2),
});
const app = testApp([
  route('POST /v1/things/:thingId', allow.everyone, {
    summary: 'takes a thing',
    params: z.strictObject({ thingId: z.uuid() }),
    query: z.strictObject({ dry: z.enum(['yes', 'no']).optional() }),
    body: Thing,
    handle: async ({ body }) => void handled.push(body),
  }),
  route('POST /v1/free', allow.everyone, {
    summary: 'takes any JSON',
    body: z.record(z.string(), z.json()),
    handle: async ({ body }) => void handled.push(body),
  }),
]);
const path = '/v1/things/0198c0de-0000-7000-8000-000000000001';
const good = { name: 'abc', amount: 3, kind: 'a', list: [{ code: 'x' }] };
const post = (body: string | object, to = path) =>
  request(app).post(to).set('Accept-Language', 'en').set('Content-Type', 'application/json').send(body);
const fieldsOf = (answer: request.Response): Record<string, string> =>
  Object.fromEntries(
    (answer.body as { fields: { path: string; message: string }[] }).fields.map((f) => [f.path, f.message]),
  );

describe('input', () => {
  beforeEach(() => void handled.splice(0));

  it('when it is right, then the handler gets it', async () => {
    await post(good).expect(204);
    expect(handled).toEqual([good]);
  });

  it('when fields of path, query and body are wrong, then each is named by its path at once', async () => {
    const answer = await post(
      { name: 'a', amount: 10, kind: 'c', list: [{ code: 1, more: true }, {}], extra: 1 },
      '/v1/things/not-an-id?dry=perhaps&other=1',
    ).expect(400);
    expect(answer.body).toMatchObject({ code: 'InputInvalid', status: 400 });
    expect(Object.keys(fieldsOf(answer)).sort()).toEqual(
      [
        'params.thingId',
        'query.dry',
        'query.other',
        'body.name',
        'body.amount',
        'body.kind',
        'body.list.0.code',
        'body.list.0.more',
        'body.list.1.code',
        'body.extra',
      ].sort(),
    );
    expect(handled).toEqual([]);
  });

  it('when a field is missing, too short or too large, then its words say what would do', async () => {
    const fields = fieldsOf(await post({ name: 'a', amount: 10, kind: 'c' }).expect(400));
    expect(fields['body.name']).toContain('2');
    expect(fields['body.amount']).toContain('9');
    expect(fields['body.kind']).toContain('a, b');
    expect(fields['body.list']).toBe('required');
  });

  it.each([
    ['an operator', { $where: '1' }, 'body.$where'],
    ['a nested operator', { a: [{ $gt: '' }] }, 'body.a.0.$gt'],
    ['a dotted key', { 'a.b': 1 }, 'body.a.b'],
    ['a key with a zero byte', { 'a\0': 1 }, 'body.a\0'],
    ['a constructor', { constructor: {} }, 'body.constructor'],
  ])('when the body has %s, then it is refused by its path', async (_what, body, at) => {
    expect(Object.keys(fieldsOf(await post(body, '/v1/free').expect(400)))).toEqual([at]);
    expect(handled).toEqual([]);
  });

  it('when the body has a prototype key, then it is refused and no prototype is touched', async () => {
    const answer = await post('{"__proto__": {"polluted": true}}', '/v1/free').expect(400);
    expect(fieldsOf(answer)).toHaveProperty(['body.__proto__']);
    expect(({} as { polluted?: boolean }).polluted).toBeUndefined();
  });

  it('when the body is a depth bomb, then it is refused', async () => {
    const deep = `{"a":${'['.repeat(50_000)}${']'.repeat(50_000)}}`;
    await post(deep, '/v1/free').expect(400);
    await post({ a: [[[[[[[[[1]]]]]]]]] }, '/v1/free').expect(204);
    await post({ a: [[[[[[[[[[[[1]]]]]]]]]]]] }, '/v1/free').expect(400);
  });

  it('when a caller makes up thousands of fields with long names, then the answer stays small', async () => {
    const many = Object.fromEntries(Array.from({ length: 2_000 }, (_, n) => [`${n}${'x'.repeat(90)}`, 1]));
    const answer = await post({ ...good, ...many }).expect(400);
    expect(answer.text.length).toBeLessThan(60_000);
  });

  it('when the body is larger than 256 KiB, then 413', async () => {
    const answer = await post({ ...good, name: 'x'.repeat(300_000) }).expect(413);
    expect(answer.body).toMatchObject({ code: 'BodyTooLarge' });
  });

  it.each(['text/plain', 'application/xml', 'application/x-www-form-urlencoded', 'multipart/form-data'])(
    'when the media type is %s, then 415',
    async (type) => {
      const answer = await request(app).post(path).set('Content-Type', type).send('{}').expect(415);
      expect(answer.body).toMatchObject({ code: 'MediaTypeUnsupported' });
    },
  );

  it.each([
    ['latin1 JSON', 'Content-Type', 'application/json; charset=iso-8859-1'],
    ['compressed JSON', 'Content-Encoding', 'gzip'],
  ])('when %s is sent, then 415', async (_what, header, value) => {
    await request(app)
      .post(path)
      .set('Content-Type', 'application/json')
      .set(header, value)
      .send('{}')
      .expect(415);
  });

  it('when there is no body at all, then 415 and not a fault', async () => {
    await request(app).post(path).expect(415);
  });

  it.each(['{', '{"a":1,}', '"text"', '12', 'null', '{"a": NaN}', ''])(
    'when the body is %j and no JSON object, then 400',
    async (body) => {
      const answer = await post(body).expect(400);
      expect(['BodyNotJson', 'InputInvalid']).toContain((answer.body as { code: string }).code);
    },
  );

  it('when the query repeats a field or names a prototype, then it is refused by its path', async () => {
    expect(fieldsOf(await post(good, `${path}?dry=yes&dry=no`).expect(400))).toHaveProperty(['query.dry']);
    expect(fieldsOf(await post(good, `${path}?__proto__=1`).expect(400))).toHaveProperty(['query.__proto__']);
  });

  it('when the path cannot be decoded, then 400 and not a fault', async () => {
    const answer = await post(good, '/v1/things/%E0%A4%A').expect(400);
    expect(answer.body).toMatchObject({ code: 'InputInvalid' });
  });
});

import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { RunningProcess } from '@kequan/kit';
import { call, startTestProcess, testIdentity } from '@kequan/kit/testing';
import { serviceOfPath } from './prefixes';
import { definition } from './service';

/** A service of another process, as the door sees it: it answers what it was asked. */
async function otherProcess(): Promise<{ url: string; server: Server }> {
  const server = createServer((request, response) => {
    response.setHeader('Content-Type', 'application/json');
    if (request.url === '/openapi.json') {
      response.end(JSON.stringify({ paths: { '/v1/review-tasks': { get: { summary: 'inbox' } } } }));
      return;
    }
    const { url, headers } = request;
    response.end(
      JSON.stringify({ url, authorization: headers.authorization, forwarded: headers['x-forwarded-for'] }),
    );
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, server };
}

describe('the public door', () => {
  let door: RunningProcess;
  let other: { url: string; server: Server };

  beforeAll(async () => {
    const identity = await testIdentity();
    other = await otherProcess();
    door = await startTestProcess({
      definitions: [identity.definition, definition],
      environment: {
        SERVICE_URLS: `review=${other.url},files=http://127.0.0.1:1`,
        RATE_LIMIT_PER_MINUTE: '40',
      },
    });
  });
  afterAll(async () => {
    await door.stop();
    other.server.closeAllConnections();
    other.server.close();
  });

  test('when a path belongs to a service of another process, then the request goes there with its sign-in', async () => {
    const authorization = 'Bearer something';
    const answer = await call(door.port, 'GET /v1/review-tasks/abc?status=open', { authorization });
    expect(answer.status).toBe(200);
    expect(answer.body).toMatchObject({ url: '/v1/review-tasks/abc?status=open', authorization });
    expect(answer.body).toHaveProperty('forwarded');
  });

  test('when a caller claims another address, then the true one stands behind it', async () => {
    const answer = await fetch(`http://127.0.0.1:${door.port}/v1/review-tasks`, {
      headers: { 'X-Forwarded-For': '192.0.2.1' },
    });
    expect(await answer.json()).toMatchObject({
      forwarded: expect.stringMatching(/^192\.0\.2\.1, (::ffff:)?127\.0\.0\.1$/) as string,
    });
  });

  test('when that process is away, then it is said that the service is not available', async () => {
    const answer = await call(door.port, 'GET /v1/files/abc', { language: 'en' });
    expect([answer.status, answer.body]).toEqual([503, expect.objectContaining({ code: 'Unavailable' })]);
  });

  test('when nobody answers a path, then it is not found', async () => {
    const answer = await call(door.port, 'GET /v1/nothing');
    expect([answer.status, answer.body]).toEqual([404, expect.objectContaining({ code: 'NotFound' })]);
  });

  test('when the description is asked for, then it holds the routes of all processes', async () => {
    const { body } = await call(door.port, 'GET /openapi.json');
    expect(body).toMatchObject({
      openapi: '3.1.0',
      paths: { '/v1/review-tasks': { get: { summary: 'inbox' } } },
    });
  });

  test('when the page of the description is opened, then it comes with its script', async () => {
    const page = await fetch(`http://127.0.0.1:${door.port}/docs/`);
    expect([page.status, await page.text()]).toEqual([200, expect.stringContaining('swagger-ui')]);
    expect((await fetch(`http://127.0.0.1:${door.port}/docs/swagger-ui-init.js`)).status).toBe(200);
  });

  test('when one address asks too often, then it is told to wait, and the watching platform is not', async () => {
    const answers = await Promise.all(Array.from({ length: 60 }, () => call(door.port, 'GET /v1/nothing')));
    const refused = answers.filter(({ status }) => status === 429);
    expect(refused.length).toBeGreaterThanOrEqual(20);
    expect(refused[0]?.body).toMatchObject({ code: 'TooManyRequests', status: 429 });
    expect((await call(door.port, 'GET /livez')).status).toBe(200);
  });
});

describe('where a path goes', () => {
  test.each([
    ['/v1/mall/services', 'catalog'],
    ['/v1/institutions/1/stages/shop', 'institution'],
    ['/v1/institutionsandmore', undefined],
    ['/v1', undefined],
  ])('when the path is %s, then it goes to %s', (path, service) => {
    expect(serviceOfPath(path)).toBe(service);
  });
});

test('when the addresses of services are wrong, then the process does not start and says which', async () => {
  const identity = await testIdentity();
  const start = startTestProcess({
    definitions: [identity.definition, definition],
    environment: { SERVICE_URLS: 'review:nowhere' },
  });
  await expect(start).rejects.toThrow(/SERVICE_URLS: not name=url: review:nowhere/);
});

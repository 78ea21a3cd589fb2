import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { z } from 'zod';
import { createHttp } from './http';
import { Refused } from './refused';

type Answer = (request: IncomingMessage, response: ServerResponse) => void;

const ok: Answer = (_request, response) => response.end('{"fine":true}');
const busy: Answer = (_request, response) => response.writeHead(503).end('{}');
const dropped: Answer = (request) => request.socket.destroy();
const cutOff: Answer = (request, response) => {
  response.writeHead(200, { 'Content-Length': 100 });
  response.write('{"fi', () => request.socket.destroy());
};
const refused: Answer = (_request, response) =>
  response.writeHead(409).end(
    JSON.stringify({
      type: '/problems/Conflict',
      title: 't',
      status: 409,
      detail: 'd',
      code: 'Conflict',
      requestId: 'r',
    }),
  );

/** A server that answers one request after the other as told, and keeps the idempotency keys that it saw. */
async function scripted(answers: Answer[]): Promise<{ url: string; keys: unknown[]; stop: () => void }> {
  const keys: unknown[] = [];
  const server = createServer((request, response) => {
    keys.push(request.headers['idempotency-key']);
    (answers.shift() ?? ok)(request, response);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    keys,
    stop: () => {
      server.close();
      server.closeAllConnections();
    },
  };
}

const command = { line: 'POST /v1/things', body: { a: 1 }, answer: z.object({ fine: z.boolean() }) } as const;

describe('a careful client', () => {
  test('when answers are lost or the system is away, then the command is repeated with the same key', async () => {
    const server = await scripted([dropped, busy, cutOff, ok]);

    await expect(createHttp({ baseUrl: server.url }).send(command)).resolves.toEqual({ fine: true });

    expect(server.keys).toHaveLength(4);
    expect(server.keys[0]).toEqual(expect.any(String));
    expect(new Set(server.keys).size).toBe(1);
    server.stop();
  });

  test('when the API refuses, then it is not repeated', async () => {
    const server = await scripted([refused]);

    await expect(createHttp({ baseUrl: server.url }).send(command)).rejects.toThrow(Refused);

    expect(server.keys).toHaveLength(1);
    server.stop();
  });

  test('when the system stays away, then the patience ends with the reason', async () => {
    const server = await scripted(Array.from({ length: 50 }, () => busy));

    await expect(createHttp({ baseUrl: server.url, patienceMs: 300 }).send(command)).rejects.toThrow(
      /not done within 300 ms: 503/,
    );
    server.stop();
  });
});

// A process of its own with two servers: a bare Express route, and the same route behind the kit's full chain.
import { once } from 'node:events';
import { createServer, type RequestListener } from 'node:http';
import type { AddressInfo } from 'node:net';
import express from 'express';
import { Registry } from 'prom-client';
import { z } from 'zod';
import {
  allow,
  createApp,
  createLog,
  requestMetrics,
  route,
  securityHeaders,
  tokenVerifier,
} from '@kequan/kit';
import { testIdentity } from '@kequan/kit/testing';

const Params = z.strictObject({ id: z.string().max(40) });
const Body = z.strictObject({ name: z.string().max(40), amountFen: z.int() });
const Answer = z.object({ id: z.string(), name: z.string(), amountFen: z.int() });
const answerOf = (id: string): z.infer<typeof Answer> => ({
  id,
  name: '高效液相色谱分析',
  amountFen: 120_000,
});

async function main(): Promise<void> {
  const identity = await testIdentity();
  const bare = express();
  bare.get('/things/:id', (request, response) => void response.json(answerOf(request.params.id)));
  bare.post('/things/:id', express.json(), (request, response) => {
    const body = request.body as z.infer<typeof Body>;
    response.json({ ...answerOf(request.params.id), amountFen: body.amountFen });
  });
  const ours = createApp(
    [
      route('GET /things/:id', allow.roles('provider'), {
        summary: 'a thing',
        params: Params,
        answer: Answer,
        handle: async ({ params }) => answerOf(params.id),
      }),
      route('POST /things/:id', allow.roles('provider'), {
        summary: 'a thing',
        params: Params,
        body: Body,
        answer: Answer,
        idempotencyKey: 'required',
        handle: async ({ params, body }) => ({ ...answerOf(params.id), amountFen: body.amountFen }),
      }),
    ],
    {
      authenticate: tokenVerifier(identity.tokenKeys),
      headers: securityHeaders(),
      metrics: requestMetrics(new Registry()),
      log: createLog('info', 'bench'),
      checkAnswers: false,
    },
  );
  const { authorization } = await identity.account('provider');
  process.send?.({ barePort: await listen(bare), oursPort: await listen(ours), authorization });
}

async function listen(app: RequestListener): Promise<number> {
  const server = createServer(app).listen(0, '127.0.0.1');
  await once(server, 'listening');
  return (server.address() as AddressInfo).port;
}

void main();

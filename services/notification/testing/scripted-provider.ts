import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

/** What the provider does with the next request. `lose` and `hang` keep the message; its sender does not hear of it. */
type Act = 'accept' | 'fail' | 'garble' | 'lose' | 'hang';

interface ReceivedRequest {
  key: string;
  to: string;
  text: string;
  signature: string;
}

/** A provider of short messages that does what a test tells it, request by request; then it accepts. */
export interface ScriptedProvider {
  url: string;
  next(...acts: Act[]): void;
  /** Does this with every request, from now on. */
  always(act: Act): void;
  /** Every request that came, also those it did not answer. */
  requests(to?: string): ReceivedRequest[];
  /** What was delivered: one a key. */
  delivered(to: string): ReceivedRequest[];
  stop(): Promise<void>;
}

/** Starts one on a free port. */
export async function scriptedProvider(): Promise<ScriptedProvider> {
  const received: ReceivedRequest[] = [];
  const delivered = new Map<string, ReceivedRequest>();
  const script: Act[] = [];
  let usual: Act = 'accept';

  async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const chunks: Buffer[] = [];
    for await (const chunk of request as AsyncIterable<Buffer>) chunks.push(chunk);
    const body = JSON.parse(Buffer.concat(chunks).toString('utf8')) as Omit<ReceivedRequest, 'key'>;
    const message = { ...body, key: String(request.headers['idempotency-key']) };
    received.push(message);
    const act = script.shift() ?? usual;
    if (act === 'accept' || act === 'lose' || act === 'hang') {
      if (!delivered.has(message.key)) delivered.set(message.key, message);
    }
    switch (act) {
      case 'accept':
        send(response, 202, JSON.stringify({ messageId: `p-${message.key}` }));
        break;
      case 'fail':
        send(response, 503, JSON.stringify({ error: 'told to fail' }));
        break;
      case 'garble':
        send(response, 202, '<html>');
        break;
      case 'lose':
        request.socket.destroy();
        break;
      case 'hang':
        break;
    }
  }

  const server = createServer((request, response) => {
    void answer(request, response);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    next: (...acts) => void script.push(...acts),
    always(act) {
      usual = act;
    },
    requests: (to) => received.filter((message) => to === undefined || message.to === to),
    delivered: (to) => [...delivered.values()].filter((message) => message.to === to),
    async stop() {
      server.close();
      server.closeAllConnections();
      await once(server, 'close');
    },
  };
}

function send(response: ServerResponse, status: number, body: string): void {
  response.writeHead(status, { 'Content-Type': 'application/json' });
  response.end(body);
}

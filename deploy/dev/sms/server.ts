import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import { createServer } from 'node:http';
import { setTimeout as delay } from 'node:timers/promises';
import { readText, sendError, sendJson, sendPage } from '../stand-in/http';
import { parseJson } from '../stand-in/input';
import type { Behaviour, Mode } from './behaviour';
import { createBehaviour } from './behaviour';
import { parseControl, parseMessage } from './input';
import type { MessageStore } from './message-store';
import { openMessageStore } from './message-store';
import { messagesPage } from './page';

const SLOW_ANSWER_MS = 3_000;
const LARGEST_BODY_BYTES = 64 * 1024;

interface Provider {
  store: MessageStore;
  behaviour: Behaviour;
}

/** The SMS provider's HTTP server on a data folder; not listening yet. */
export function createSmsServer(dataDir: string): Server {
  const provider: Provider = { store: openMessageStore(dataDir), behaviour: createBehaviour() };
  return createServer((request, response) => {
    void answer(provider, request, response).catch((error: unknown) => sendError(response, error));
  });
}

async function answer(provider: Provider, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const url = new URL(request.url ?? '/', 'http://sms');
  switch (`${request.method} ${url.pathname}`) {
    case 'POST /messages':
      await acceptMessage(provider, request, response);
      break;
    case 'GET /messages':
      sendJson(response, 200, { messages: provider.store.list(url.searchParams.get('to') ?? undefined) });
      break;
    case 'POST /control':
      sendJson(response, 200, obey(provider.behaviour, await readJson(request)));
      break;
    case 'GET /':
      sendPage(response, messagesPage(provider.store.list()));
      break;
    case 'GET /livez':
      sendJson(response, 200, { status: 'ok' });
      break;
    default:
      sendJson(response, 404, { error: 'not found' });
  }
}

function obey(behaviour: Behaviour, order: unknown): { mode: Mode } {
  const { mode, count } = parseControl(order);
  behaviour.set(mode, count);
  return { mode };
}

async function acceptMessage(
  provider: Provider,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const keyHeader = request.headers['idempotency-key'];
  const message = parseMessage(
    await readJson(request),
    typeof keyHeader === 'string' ? keyHeader : undefined,
  );
  const mode = provider.behaviour.next();
  if (mode === 'fail') {
    sendJson(response, 503, { error: 'the provider is told to fail' });
    return;
  }
  if (mode === 'slow') {
    await delay(SLOW_ANSWER_MS);
  }
  const { messageId } = provider.store.accept(message);
  if (mode === 'lose-answer') {
    request.socket.destroy();
    return;
  }
  sendJson(response, 202, { messageId });
}

async function readJson(request: IncomingMessage): Promise<unknown> {
  return parseJson(await readText(request, LARGEST_BODY_BYTES));
}

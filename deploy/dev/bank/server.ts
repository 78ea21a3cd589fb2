import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import { createServer } from 'node:http';
import { readText, sendError, sendJson, sendPage } from '../stand-in/http';
import { createBehaviour, type Behaviour } from './behaviour';
import { confirmationText } from './confirmation';
import { hashOf, openFileStore, type FileStore } from './file-store';
import { parseControl } from './input';
import { filesPage } from './page';
import { parsePaymentFile } from './payment-file';

const LARGEST_BODY_BYTES = 4 * 1024 * 1024;
const FILE_PATH = /^\/payment-files\/([\w.-]{1,120})(\/confirmation)?$/;

interface Bank {
  store: FileStore;
  behaviour: Behaviour;
  confirmAfterMs: number;
}

/**
 * The bank's HTTP server on a data folder; not listening yet.
 * @param confirmAfterMs how long after a file its confirmation may be fetched
 */
export function createBankServer(dataDir: string, confirmAfterMs: number): Server {
  const bank: Bank = { store: openFileStore(dataDir), behaviour: createBehaviour(), confirmAfterMs };
  return createServer((request, response) => {
    void answer(bank, request, response).catch((error: unknown) => sendError(response, error));
  });
}

async function answer(bank: Bank, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const { pathname } = new URL(request.url ?? '/', 'http://bank');
  const [, fileId, confirmation] = FILE_PATH.exec(decodeURIComponent(pathname)) ?? [];
  if (fileId !== undefined && confirmation === undefined && request.method === 'PUT') {
    await acceptFile(bank, fileId, request, response);
    return;
  }
  if (fileId !== undefined && confirmation !== undefined && request.method === 'GET') {
    confirm(bank, fileId, response);
    return;
  }
  switch (`${request.method} ${pathname}`) {
    case 'POST /control':
      obey(bank, await readText(request, LARGEST_BODY_BYTES), response);
      break;
    case 'GET /':
      sendPage(response, filesPage(bank.store.list()));
      break;
    case 'GET /livez':
      sendJson(response, 200, { status: 'ok' });
      break;
    default:
      sendJson(response, 404, { error: 'not found' });
  }
}

async function acceptFile(
  { store, behaviour, confirmAfterMs }: Bank,
  fileId: string,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const text = await readText(request, LARGEST_BODY_BYTES);
  const mode = behaviour.next();
  if (mode === 'fail') {
    sendJson(response, 503, { error: 'the bank is told to fail' });
    return;
  }
  const known = store.find(fileId);
  const payments = parsePaymentFile(fileId, text);
  const settled = payments.map((payment) => ({ ...payment, code: behaviour.codeFor(payment.accountNo) }));
  const kept = store.accept(fileId, text, settled, confirmAfterMs);
  if (kept.sha256 !== hashOf(text)) sendJson(response, 409, { error: 'another file has this id' });
  else if (mode === 'lose-answer') request.socket.destroy();
  else sendJson(response, known ? 200 : 201, { fileId, sha256: kept.sha256 });
}

function confirm({ store }: Bank, fileId: string, response: ServerResponse): void {
  const file = store.find(fileId);
  if (!file) sendJson(response, 404, { error: 'no such file' });
  else if (new Date(file.confirmedFrom) > new Date()) sendJson(response, 202, { status: 'processing' });
  else {
    response.writeHead(200, { 'content-type': 'text/csv; charset=utf-8' });
    response.end(confirmationText(file));
  }
}

function obey({ behaviour }: Bank, text: string, response: ServerResponse): void {
  const order = parseControl(text);
  if ('mode' in order) behaviour.set(order.mode, order.count);
  else behaviour.returnAccount(order.account, order.code);
  sendJson(response, 200, {});
}

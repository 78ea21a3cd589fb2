import { once } from 'node:events';
import { createServer, type RequestListener } from 'node:http';
import type { AddressInfo } from 'node:net';
import { failure, languageOf } from '@kequan/contracts';
import { requestIdOf } from '../http/headers';
import { sendProblem } from '../http/problem';

/** The door of a process. It is open from the beginning, so that a platform sees it alive, and not ready, while it starts. */
export interface HttpServer {
  readonly port: number;
  /** From now on requests are for the application. */
  serve(app: RequestListener): void;
  /** Takes no new connections and waits for the answers under way, at most for `graceMs`. */
  stop(graceMs: number): Promise<void>;
}

/** Opens the door. @param port 0 for any @throws Error of the system, when the port is taken */
export async function openHttpServer(port: number): Promise<HttpServer> {
  let listener = starting;
  let stopping: Promise<void> | undefined;
  const server = createServer(
    { requestTimeout: 60_000, headersTimeout: 10_000, keepAliveTimeout: 65_000 },
    (request, response) => {
      if (stopping) response.setHeader('Connection', 'close');
      // A connection that becomes idle after the end was asked for would keep the server open for a minute.
      response.once('close', () => {
        if (stopping) setImmediate(() => server.closeIdleConnections());
      });
      listener(request, response);
    },
  );
  server.listen(port);
  await once(server, 'listening');

  async function stop(graceMs: number): Promise<void> {
    const closed = once(server, 'close');
    server.close();
    server.closeIdleConnections();
    const hurry = setTimeout(() => server.closeAllConnections(), graceMs);
    await closed;
    clearTimeout(hurry);
  }

  return {
    port: (server.address() as AddressInfo).port,
    serve: (app) => void (listener = app),
    stop: (graceMs) => (stopping ??= stop(graceMs)),
  };
}

/** What answers while the parts are still starting. */
const starting: RequestListener = (request, response) => {
  if (request.url === '/livez') {
    response.setHeader('Content-Type', 'application/json; charset=utf-8');
    response.end('{"live":true}');
    return;
  }
  const language = languageOf(request.headers['accept-language']);
  sendProblem(response, failure('Unavailable'), language, requestIdOf(request));
};

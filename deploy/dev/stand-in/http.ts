import type { IncomingMessage, ServerResponse } from 'node:http';
import { BadInputError } from './input';

/** Reads a body. @throws BadInputError when it is larger than a stand-in takes */
export async function readText(request: IncomingMessage, largestBytes: number): Promise<string> {
  const chunks: Buffer[] = [];
  let bytes = 0;
  for await (const chunk of request as AsyncIterable<Buffer>) {
    bytes += chunk.length;
    if (bytes > largestBytes) throw new BadInputError(`the body is larger than ${largestBytes} bytes`);
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString('utf8');
}

export function sendJson(response: ServerResponse, status: number, body: object): void {
  response.writeHead(status, { 'content-type': 'application/json; charset=utf-8' });
  response.end(JSON.stringify(body));
}

export function sendPage(response: ServerResponse, html: string, status = 200): void {
  response.writeHead(status, { 'content-type': 'text/html; charset=utf-8' });
  response.end(html);
}

/** Tells the client what was wrong: with what it sent, or else with us. */
export function sendError(response: ServerResponse, error: unknown): void {
  const message = error instanceof Error ? error.message : String(error);
  // URIError: a path that is not URL-encoded.
  const isTheirs = error instanceof BadInputError || error instanceof URIError;
  sendJson(response, isTheirs ? 400 : 500, { error: message });
}

import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { readText, sendError, sendJson, sendPage } from '../stand-in/http';
import { BadInputError, parseJson } from '../stand-in/input';
import { isSame, OAuthError, openAuthorization, type Authorization } from './authorization';
import { openDirectory, type Directory, type LegalPerson } from './directory';
import { discoveryOf } from './discovery';
import { parseLegalPerson } from './input';
import { overviewPage, photoOf, refusalPage, signInPage } from './pages';
import type { InstrumentSystemSettings } from './settings';
import { openSigningKey, type SigningKey } from './signing-key';

const LARGEST_BODY_BYTES = 64 * 1024;

interface System {
  settings: InstrumentSystemSettings;
  directory: Directory;
  key: SigningKey;
  authorization: Authorization;
}

/** The outside instrument system's HTTP server on a data folder; not listening yet. */
export async function createInstrumentServer(
  dataDir: string,
  settings: InstrumentSystemSettings,
): Promise<Server> {
  const directory = openDirectory(dataDir);
  const key = await openSigningKey(dataDir);
  const system = { settings, directory, key, authorization: openAuthorization(settings, directory, key) };
  return createServer((request, response) => {
    void answer(system, request, response).catch((error: unknown) => refuse(response, error));
  });
}

async function answer(system: System, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const url = new URL(request.url ?? '/', 'http://instruments');
  const { settings, directory, key, authorization } = system;
  switch (`${request.method} ${url.pathname}`) {
    case 'GET /.well-known/openid-configuration': {
      sendJson(response, 200, discoveryOf(settings));
      return;
    }
    case 'GET /jwks.json': {
      sendJson(response, 200, key.jwks);
      return;
    }
    case 'GET /authorize':
      authorization.read(url.searchParams);
      {
        sendPage(response, signInPage(directory.all(), url.searchParams));
        return;
      }
    case 'POST /authorize': {
      signIn(system, url.searchParams, await readText(request, LARGEST_BODY_BYTES), response);
      return;
    }
    case 'POST /token': {
      const form = new URLSearchParams(await readText(request, LARGEST_BODY_BYTES));
      sendJson(response, 200, await authorization.exchange(form, request.headers.authorization));
      return;
    }
    case 'POST /control/legal-persons': {
      requireApiKey(settings, request);
      directory.put(parseLegalPerson(parseJson(await readText(request, LARGEST_BODY_BYTES))));
      sendJson(response, 201, {});
      return;
    }
    case 'GET /': {
      sendPage(response, overviewPage(directory.all()));
      return;
    }
    case 'GET /livez': {
      sendJson(response, 200, { status: 'ok' });
      return;
    }
    default: {
      byPath(system, request, url.pathname, response);
      return;
    }
  }
}

/** The paths that name a legal person or an instrument. */
function byPath(
  { settings, directory }: System,
  request: IncomingMessage,
  path: string,
  response: ServerResponse,
): void {
  const [, first = '', second = '', third = '', fourth = ''] = path.split('/').map(decodeURIComponent);
  if (request.method === 'GET' && first === 'photos') {
    const instrument = directory.find(second)?.instruments.find(({ id }) => id === third);
    if (!instrument) {
      sendJson(response, 404, { error: 'not found' });
      return;
    }
    response.writeHead(200, { 'content-type': 'image/svg+xml; charset=utf-8' });
    response.end(photoOf(instrument));
    return;
  }
  if (request.method === 'GET' && `${first}/${second}` === 'api/legal-persons' && fourth === 'instruments') {
    requireApiKey(settings, request);
    const legalPerson = directory.find(third);
    if (legalPerson) {
      sendJson(response, 200, { instruments: listOf(settings, legalPerson) });
      return;
    }
  }
  sendJson(response, 404, { error: 'not found' });
}

function listOf(
  { publicUrl }: InstrumentSystemSettings,
  { legalPersonId, instruments }: LegalPerson,
): object[] {
  return instruments.map((one) => ({
    ...one,
    photoUrl: new URL(`/photos/${encodeURIComponent(legalPersonId)}/${encodeURIComponent(one.id)}`, publicUrl)
      .href,
  }));
}

function signIn(
  { authorization, directory }: System,
  query: URLSearchParams,
  form: string,
  response: ServerResponse,
): void {
  const request = authorization.read(query);
  const legalPerson = directory.ofLoginName(new URLSearchParams(form).get('loginName') ?? '');
  if (!legalPerson) throw new BadInputError('no such account');
  response.writeHead(303, { location: authorization.grant(request, legalPerson) });
  response.end();
}

function requireApiKey({ apiKey }: InstrumentSystemSettings, { headers }: IncomingMessage): void {
  const given = headers['x-api-key'];
  if (typeof given !== 'string' || !isSame(given, apiKey))
    throw new OAuthError('invalid_client', 'wrong X-Api-Key');
}

function refuse(response: ServerResponse, error: unknown): void {
  const message = error instanceof Error ? error.message : String(error);
  if (error instanceof OAuthError && error.code === 'invalid_request') {
    sendPage(response, refusalPage(message), 400);
    return;
  }
  if (error instanceof OAuthError) {
    sendJson(response, error.code === 'invalid_client' ? 401 : 400, {
      error: error.code,
      error_description: message,
    });
    return;
  }
  sendError(response, error);
}

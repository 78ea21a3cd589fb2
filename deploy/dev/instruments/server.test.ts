import { mkdtempSync, rmSync } from 'node:fs';
import type { Server } from 'node:http';
import { createServer, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createHash } from 'node:crypto';
import { createRemoteJWKSet, jwtVerify } from 'jose';
import { createInstrumentServer } from './server';

const VERIFIER = 'v'.repeat(43);
const CHALLENGE = createHash('sha256').update(VERIFIER).digest('base64url');
const CALLBACK = 'http://127.0.0.1:8080/v1/sign-in/outside/callback';
const client = { clientId: 'kequan', clientSecret: 'a secret', apiKey: 'a key' };

describe('the outside instrument system', () => {
  let dataDir: string;
  let server: Server;
  let url: string;

  async function freePort(): Promise<number> {
    const probe = createServer();
    await new Promise<void>((resolve) => probe.listen(0, '127.0.0.1', resolve));
    const { port } = probe.address() as AddressInfo;
    await new Promise((resolve) => probe.close(resolve));
    return port;
  }
  async function open(): Promise<void> {
    const port = await freePort();
    url = `http://127.0.0.1:${port}`;
    server = await createInstrumentServer(dataDir, {
      issuer: url,
      publicUrl: url,
      redirectUris: [],
      ...client,
    });
    await new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve));
  }
  async function close(): Promise<void> {
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  }

  beforeEach(async () => {
    dataDir = mkdtempSync(join(tmpdir(), 'kequan-instruments-'));
    await open();
  });
  afterEach(async () => {
    await close();
    rmSync(dataDir, { recursive: true });
  });

  const authorizeUrl = (changes: Record<string, string> = {}): string => {
    const query = {
      client_id: 'kequan',
      redirect_uri: CALLBACK,
      response_type: 'code',
      scope: 'openid',
      state: 's',
      nonce: 'n',
      code_challenge: CHALLENGE,
      code_challenge_method: 'S256',
      ...changes,
    };
    return `${url}/authorize?${new URLSearchParams(query).toString()}`;
  };
  const signIn = async (loginName = 'zijin-univ'): Promise<URL> => {
    const body = new URLSearchParams({ loginName });
    const answer = await fetch(authorizeUrl(), { method: 'POST', body, redirect: 'manual' });
    return new URL(answer.headers.get('location') ?? 'none:');
  };
  const exchange = (code: string, changes: Record<string, string> = {}): Promise<Response> => {
    const form = {
      grant_type: 'authorization_code',
      code,
      redirect_uri: CALLBACK,
      code_verifier: VERIFIER,
      client_id: 'kequan',
      client_secret: client.clientSecret,
      ...changes,
    };
    return fetch(`${url}/token`, { method: 'POST', body: new URLSearchParams(form) });
  };

  test('when a legal person signs in, then its id token says who it is, and holds against the published keys', async () => {
    const back = await signIn();
    expect([back.origin + back.pathname, back.searchParams.get('state')]).toEqual([CALLBACK, 's']);
    const { id_token: token } = (await (await exchange(back.searchParams.get('code') ?? '')).json()) as {
      id_token: string;
    };
    const keys = createRemoteJWKSet(new URL(`${url}/jwks.json`));
    const { payload, protectedHeader } = await jwtVerify(token, keys, { issuer: url, audience: 'kequan' });
    expect(protectedHeader.alg).toBe('RS256');
    expect(payload).toMatchObject({
      sub: 'lp-zijin',
      nonce: 'n',
      name: '南京紫金大学',
      phone_number: '13951600001',
    });
  });

  test('when a code comes twice, then the second time it is not good', async () => {
    const code = (await signIn()).searchParams.get('code') ?? '';
    expect([(await exchange(code)).status, (await exchange(code)).status]).toEqual([200, 400]);
  });

  test.each([
    ['another verifier', { code_verifier: 'w'.repeat(43) }, 400],
    ['another address', { redirect_uri: `${CALLBACK}/x` }, 400],
    ['a wrong secret', { client_secret: 'guessed' }, 401],
  ])('when a code comes with %s, then there is no token', async (_, changes, status) => {
    const code = (await signIn()).searchParams.get('code') ?? '';
    expect((await exchange(code, changes)).status).toBe(status);
  });

  test.each([
    ['to a foreign host', { redirect_uri: 'https://evil.example/v1/sign-in/outside/callback' }, 400],
    ['to another path', { redirect_uri: 'http://127.0.0.1:8080/elsewhere' }, 400],
    ['without a challenge', { code_challenge: '' }, 400],
    ['as a client that nobody knows', { client_id: 'other' }, 401],
  ])('when a browser is to be sent %s, then it stays here', async (_, changes, status) => {
    const answer = await fetch(authorizeUrl(changes), { redirect: 'manual' });
    expect([answer.status, answer.headers.get('location')]).toEqual([status, null]);
  });

  const add = (body: object): Promise<Response> =>
    fetch(`${url}/control/legal-persons`, {
      method: 'POST',
      body: JSON.stringify(body),
      headers: { 'x-api-key': client.apiKey },
    });
  const list = (id: string, key: string): Promise<Response> =>
    fetch(`${url}/api/legal-persons/${id}/instruments`, { headers: { 'x-api-key': key } });

  test('when instruments are asked for, then those of this legal person come, and none without the key', async () => {
    const { instruments } = (await (await list('lp-taihu', client.apiKey)).json()) as {
      instruments: { id: string }[];
    };
    expect(instruments.map(({ id }) => id)).toEqual(['TH-2020-0005', 'TH-2022-0018']);
    expect((await list('lp-taihu', 'guessed')).status).toBe(401);
    expect((await list('lp-nobody', client.apiKey)).status).toBe(404);
  });

  test('when a legal person is added, then it is still there after a restart', async () => {
    const account = { loginName: 'new', contactName: '甲', phone: '13800000000' };
    const added = { legalPersonId: 'lp-new', name: '新院', unitCode: 'x', account, instruments: [] };
    expect((await add(added)).status).toBe(201);
    await close();
    await open();
    expect((await list('lp-new', client.apiKey)).status).toBe(200);
    expect((await add({ ...added, name: 5 })).status).toBe(400);
  });

  test('when a request holds markup, then the sign-in page shows it as text', async () => {
    const answer = await fetch(authorizeUrl({ state: '"><script>' }));
    const html = await answer.text();
    expect(html).toContain('南京紫金大学');
    expect(html).not.toContain('<script>');
  });
});

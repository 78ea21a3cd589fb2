import { generateKeyPairSync, type KeyObject } from 'node:crypto';
import { createServer } from 'node:http';
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { createLocalJWKSet, createRemoteJWKSet, exportJWK, SignJWT, type JWTPayload } from 'jose';
import { newId } from '@kequan/contracts';
import { TOKEN_AUDIENCE, TOKEN_ISSUER, tokenVerifier } from './tokens';

const { privateKey, publicKey } = generateKeyPairSync('ed25519');
const other = generateKeyPairSync('ed25519');
const accountId = newId();
const claims = { role: 'office', programme: 'jiangsu' };
const refused: unknown = expect.objectContaining({ code: 'SignInRequired' });

async function keySet() {
  return { keys: [{ ...(await exportJWK(publicKey)), kid: 'k1', alg: 'EdDSA', use: 'sig' }] };
}
interface Making {
  payload?: JWTPayload;
  issuer?: string;
  audience?: string;
  expiresIn?: string;
  key?: KeyObject;
  kid?: string;
}
function token(making: Making = {}): Promise<string> {
  const made = new SignJWT(making.payload ?? claims)
    .setProtectedHeader({ alg: 'EdDSA', kid: making.kid ?? 'k1' })
    .setSubject(accountId)
    .setIssuer(making.issuer ?? TOKEN_ISSUER)
    .setAudience(making.audience ?? TOKEN_AUDIENCE);
  const ending = making.expiresIn === 'never' ? made : made.setExpirationTime(making.expiresIn ?? '1h');
  return ending.sign(making.key ?? privateKey);
}
const unsigned = (header: object): string =>
  [header, { ...claims, sub: accountId, iss: TOKEN_ISSUER, aud: TOKEN_AUDIENCE, exp: 9_999_999_999 }]
    .map((part) => Buffer.from(JSON.stringify(part)).toString('base64url'))
    .join('.') + '.';

describe('tokens', () => {
  let authenticate: ReturnType<typeof tokenVerifier>;
  beforeEach(async () => void (authenticate = tokenVerifier(createLocalJWKSet(await keySet()))));
  const as = async (header: string | undefined) => authenticate(header);

  it('when there is none, then nobody calls', async () => expect(await as(undefined)).toBeUndefined());

  it.each(['Bearer', 'bearer', 'BEARER'])(
    'when a right one comes as %s, then it tells who calls',
    async (scheme) => {
      expect(await as(`${scheme} ${await token()}`)).toEqual({
        accountId,
        role: 'office',
        programmeId: 'jiangsu',
      });
    },
  );

  it.each<[string, Making]>([
    ['signed with another key', { key: other.privateKey }],
    ['of a key that is not ours', { kid: 'k2' }],
    ['of another issuer', { issuer: 'somebody' }],
    ['for another audience', { audience: 'somebody' }],
    ['expired', { expiresIn: '-1s' }],
    ['endless', { expiresIn: 'never' }],
    ['of an unknown role', { payload: { ...claims, role: 'king' } }],
    ['without a programme', { payload: { role: 'office' } }],
  ])('when it is %s, then it is refused', async (_what, making) => {
    await expect(as(`Bearer ${await token(making)}`)).rejects.toEqual(refused);
  });

  it('when its algorithm is none or another, then it is refused', async () => {
    const [, payload] = (await token()).split('.');
    const hmac = await new SignJWT(claims)
      .setProtectedHeader({ alg: 'HS256', kid: 'k1' })
      .setSubject(accountId)
      .setIssuer(TOKEN_ISSUER)
      .setAudience(TOKEN_AUDIENCE)
      .setExpirationTime('1h')
      .sign(Buffer.from((await exportJWK(publicKey)).x ?? '', 'base64url'));
    for (const forged of [
      unsigned({ alg: 'none' }),
      unsigned({ alg: 'None', kid: 'k1' }),
      hmac,
      `.${payload}.`,
    ])
      await expect(as(`Bearer ${forged}`)).rejects.toEqual(refused);
  });

  it('when it is signed with a key of ours by another algorithm, then it is refused', async () => {
    const rsa = generateKeyPairSync('rsa', { modulusLength: 2048 });
    const mixed = await keySet();
    const keys = [
      ...mixed.keys,
      { ...(await exportJWK(rsa.publicKey)), kid: 'k3', alg: 'RS256', use: 'sig' },
    ];
    const signed = await new SignJWT(claims)
      .setProtectedHeader({ alg: 'RS256', kid: 'k3' })
      .setSubject(accountId)
      .setIssuer(TOKEN_ISSUER)
      .setAudience(TOKEN_AUDIENCE)
      .setExpirationTime('1h')
      .sign(rsa.privateKey);
    const verify = tokenVerifier(createLocalJWKSet({ keys }));
    await expect(verify(`Bearer ${signed}`)).rejects.toEqual(refused);
  });

  it.each(['', 'Bearer', 'Bearer ', 'Basic YTpi', 'Bearer a.b', 'Bearer a.b.c', 'nonsense'])(
    'when the header is %j, then it is refused',
    async (header) => await expect(as(header)).rejects.toEqual(refused),
  );

  it('when it was verified before, then no signature is checked again', async () => {
    const keys = createLocalJWKSet(await keySet());
    let asked = 0;
    const counted = tokenVerifier((...of) => {
      asked += 1;
      return keys(...of);
    });
    const header = `Bearer ${await token()}`;
    const first = await counted(header);
    expect(counted(header)).toEqual(first);
    expect(asked).toBe(1);
  });

  it('when it was verified before and has expired since, then it is refused', async () => {
    const header = `Bearer ${await token({ expiresIn: '2s' })}`;
    expect(await as(header)).toBeDefined();
    jest.useFakeTimers({ now: Date.now() + 3_000, doNotFake: ['nextTick', 'queueMicrotask'] });
    try {
      await expect(as(header)).rejects.toEqual(refused);
      await expect(as(header)).rejects.toEqual(refused);
    } finally {
      jest.useRealTimers();
    }
  });
});

describe('keys of identity in another process', () => {
  it('when identity is away, then the caller is told to come again, and not that his token is wrong', async () => {
    let isAway = true;
    const keys = JSON.stringify(await keySet());
    const identity = createServer((_request, response) => {
      response.statusCode = isAway ? 503 : 200;
      response.setHeader('Content-Type', 'application/json');
      response.end(isAway ? '{}' : keys);
    }).listen(0, '127.0.0.1');
    await once(identity, 'listening');
    const url = new URL(`http://127.0.0.1:${(identity.address() as AddressInfo).port}/jwks.json`);
    const authenticate = tokenVerifier(createRemoteJWKSet(url, { cooldownDuration: 0 }));
    const header = `Bearer ${await token()}`;
    try {
      await expect(authenticate(header)).rejects.toEqual(expect.objectContaining({ code: 'Unavailable' }));
      isAway = false;
      expect(await authenticate(header)).toMatchObject({ accountId });
      await expect(authenticate(`Bearer ${await token({ kid: 'k2' })}`)).rejects.toEqual(refused);
    } finally {
      identity.closeAllConnections();
      identity.close();
      await once(identity, 'close');
    }
  });
});

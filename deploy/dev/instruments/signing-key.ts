import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import {
  calculateJwkThumbprint,
  exportJWK,
  generateKeyPair,
  importJWK,
  SignJWT,
  type JWK,
  type JWTPayload,
} from 'jose';

const ALGORITHM = 'RS256';
const OWNER_ONLY = 0o600;

/** Signs id tokens, and shows the key by which they are verified. */
export interface SigningKey {
  jwks: { keys: JWK[] };
  sign(claims: JWTPayload): Promise<string>;
}

/** The key of a data folder: made once, so that a restart invalidates nothing. */
export async function openSigningKey(dataDir: string): Promise<SigningKey> {
  mkdirSync(dataDir, { recursive: true });
  const file = join(dataDir, 'signing-key.json');
  if (!existsSync(file)) writeFileSync(file, JSON.stringify(await makeKey()), { mode: OWNER_ONLY });
  const { publicJwk, privateJwk } = JSON.parse(readFileSync(file, 'utf8')) as Awaited<
    ReturnType<typeof makeKey>
  >;
  const kid = await calculateJwkThumbprint(publicJwk);
  const key = await importJWK(privateJwk, ALGORITHM);
  return {
    jwks: { keys: [{ ...publicJwk, kid, alg: ALGORITHM, use: 'sig' }] },
    sign: (claims) => new SignJWT(claims).setProtectedHeader({ alg: ALGORITHM, kid }).sign(key),
  };
}

async function makeKey(): Promise<{ publicJwk: JWK; privateJwk: JWK }> {
  const { publicKey, privateKey } = await generateKeyPair(ALGORITHM, { extractable: true });
  return { publicJwk: await exportJWK(publicKey), privateJwk: await exportJWK(privateKey) };
}

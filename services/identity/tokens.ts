import type { Affiliation, Role } from '@kequan/contracts';
import {
  documentSchema,
  insertOnce,
  instant,
  mixed,
  openModel,
  text,
  TOKEN_AUDIENCE,
  TOKEN_ISSUER,
  type DocumentOf,
  type Seal,
} from '@kequan/kit';
import {
  calculateJwkThumbprint,
  createLocalJWKSet,
  exportJWK,
  generateKeyPair,
  importJWK,
  SignJWT,
  type JWK,
  type JWTVerifyGetKey,
} from 'jose';
import type { Connection } from 'mongoose';
import { TOKEN_LIFE_MS } from './rules';

const ALGORITHM = 'EdDSA';

/** The key pair as it is stored, under `signing`: the private part only sealed. */
const keySchema = documentSchema({
  _id: text,
  kid: text,
  publicJwk: mixed<JWK>(),
  sealedPrivateJwk: text,
  createdAt: instant,
});
type StoredKey = DocumentOf<typeof keySchema>;

/** Issues tokens, and shows the keys by which they are verified. */
export interface TokenIssuer {
  issue(account: {
    _id: string;
    role: Role;
    programmeId: string;
    affiliation?: Affiliation | undefined;
  }): Promise<{ token: string; expiresAt: Date }>;
  /** The public keys, as every verifier may have them. */
  jwks: { keys: JWK[] };
  /** The same keys for verifying in this process. */
  verifyingKeys: JWTVerifyGetKey;
}

/**
 * Opens the issuer of an installation. The key pair is made once: of processes that start at the same time the first one
 * stores it and all read it back.
 * @throws Error when the stored key was sealed with another KEQUAN_SECRET
 */
export async function openTokenIssuer(connection: Connection, seal: Seal): Promise<TokenIssuer> {
  const stored = await storedKey(connection, seal);
  const privateKey = await importJWK(JSON.parse(seal.open(stored.sealedPrivateJwk)) as JWK, ALGORITHM);
  const jwks = { keys: [stored.publicJwk] };
  return {
    jwks,
    verifyingKeys: createLocalJWKSet(jwks),
    async issue({ _id, role, programmeId, affiliation }) {
      const expiresSeconds = Math.floor((Date.now() + TOKEN_LIFE_MS) / 1000);
      const token = await new SignJWT({ role, programme: programmeId, affiliation })
        .setProtectedHeader({ alg: ALGORITHM, kid: stored.kid })
        .setSubject(_id)
        .setIssuer(TOKEN_ISSUER)
        .setAudience(TOKEN_AUDIENCE)
        .setIssuedAt()
        .setExpirationTime(expiresSeconds)
        .sign(privateKey);
      return { token, expiresAt: new Date(expiresSeconds * 1000) };
    },
  };
}

async function storedKey(connection: Connection, seal: Seal): Promise<StoredKey> {
  const keys = openModel(connection, 'tokenKeys', keySchema);
  const found = await keys.findOne({ _id: 'signing' }).lean<StoredKey>();
  if (found) return found;
  const made = await makeKey(seal);
  return (await insertOnce(keys, made)) ? made : storedKey(connection, seal);
}

async function makeKey(seal: Seal): Promise<StoredKey> {
  const { publicKey, privateKey } = await generateKeyPair(ALGORITHM, { crv: 'Ed25519', extractable: true });
  const publicJwk = await exportJWK(publicKey);
  const kid = await calculateJwkThumbprint(publicJwk);
  return {
    _id: 'signing',
    kid,
    publicJwk: { ...publicJwk, kid, alg: ALGORITHM, use: 'sig' },
    sealedPrivateJwk: seal.close(JSON.stringify(await exportJWK(privateKey))),
    createdAt: new Date(),
  };
}

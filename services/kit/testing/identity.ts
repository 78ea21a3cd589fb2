import { createLocalJWKSet, exportJWK, generateKeyPair, SignJWT, type JWTVerifyGetKey } from 'jose';
import { newId, type Affiliation, type Role } from '@kequan/contracts';
import { TOKEN_AUDIENCE, TOKEN_ISSUER } from '../http/tokens';
import type { Caller } from '../http/policy';
import type { ServiceDefinition } from '../service';

/** An account of a test, with the header by which it calls. */
export interface TestAccount extends Caller {
  authorization: string;
}

/** Stands in for identity: a definition that only knows the keys, and accounts that need no registration. */
export interface TestIdentity {
  definition: ServiceDefinition;
  /** By which its tokens are verified. */
  tokenKeys: JWTVerifyGetKey;
  account(role: Role, programmeId?: string, affiliation?: Affiliation): Promise<TestAccount>;
}

/** Makes an identity with a fresh Ed25519 key. */
export async function testIdentity(): Promise<TestIdentity> {
  const { privateKey, publicKey } = await generateKeyPair('EdDSA', { extractable: true });
  const kid = newId();
  const tokenKeys = createLocalJWKSet({
    keys: [{ ...(await exportJWK(publicKey)), kid, alg: 'EdDSA', use: 'sig' }],
  });
  return {
    tokenKeys,
    definition: { name: 'identity', create: () => ({ routes: [], tokenKeys }) },
    async account(role, programmeId = 'jiangsu', affiliation) {
      const accountId = role === 'primaryAccount' && affiliation ? affiliation.primaryAccountId : newId();
      const token = await new SignJWT({ role, programme: programmeId, affiliation })
        .setProtectedHeader({ alg: 'EdDSA', kid })
        .setSubject(accountId)
        .setIssuer(TOKEN_ISSUER)
        .setAudience(TOKEN_AUDIENCE)
        .setExpirationTime('1h')
        .sign(privateKey);
      return {
        accountId,
        role,
        programmeId,
        ...(affiliation && { affiliation }),
        authorization: `Bearer ${token}`,
      };
    },
  };
}

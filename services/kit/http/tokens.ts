import { errors, jwtVerify, type JWTVerifyGetKey } from 'jose';
import { z } from 'zod';
import { Affiliation, Failure, failure, Role } from '@kequan/contracts';
import type { Caller } from './policy';

/** Who issues our tokens, and for whom. */
export const TOKEN_ISSUER = 'kequan-identity';
export const TOKEN_AUDIENCE = 'kequan';

const Claims = z.object({
  sub: z.string(),
  role: Role,
  programme: z.string(),
  exp: z.number(),
  affiliation: Affiliation.optional(),
});

const MOST_CACHED = 10_000;

/** Tells who calls, from the Authorization header. */
export type Authenticate = (
  authorization: string | undefined,
) => Caller | undefined | Promise<Caller | undefined>;

/**
 * Verifies bearer tokens (EdDSA) and remembers the verified ones until they end, so that a signature is checked once.
 * A missing header answers undefined.
 * @throws `SignInRequired` on anything that is not a valid token of ours, `Unavailable` when the keys cannot be had now
 */
export function tokenVerifier(keys: JWTVerifyGetKey): Authenticate {
  const keysOrUnavailable = orUnavailable(keys);
  const verified = new Map<string, { caller: Caller; endsMs: number }>();

  async function verify(token: string): Promise<Caller> {
    try {
      const { payload } = await jwtVerify(token, keysOrUnavailable, {
        issuer: TOKEN_ISSUER,
        audience: TOKEN_AUDIENCE,
        algorithms: ['EdDSA'],
      });
      const claims = Claims.parse(payload);
      const { sub: accountId, role, programme: programmeId, affiliation } = claims;
      const caller = { accountId, role, programmeId, ...(affiliation && { affiliation }) };
      if (verified.size >= MOST_CACHED) forgetOldest();
      verified.set(token, { caller, endsMs: claims.exp * 1000 });
      return caller;
    } catch (error) {
      throw error instanceof Failure ? error : failure('SignInRequired');
    }
  }

  function forgetOldest(): void {
    for (const token of verified.keys()) {
      verified.delete(token);
      return;
    }
  }

  return (authorization) => {
    if (authorization === undefined) return undefined;
    const token = /^bearer /i.test(authorization) ? authorization.slice(7) : '';
    const known = verified.get(token);
    if (known) {
      if (known.endsMs > Date.now()) return known.caller;
      verified.delete(token);
      throw failure('SignInRequired');
    }
    return verify(token);
  };
}

/** A key that is not among ours is the token's fault; keys that cannot be fetched are not: the same token may do later. */
function orUnavailable(keys: JWTVerifyGetKey): JWTVerifyGetKey {
  return async (header, token) => {
    try {
      return await keys(header, token);
    } catch (error) {
      const isTokensFault =
        error instanceof errors.JWKSNoMatchingKey ||
        error instanceof errors.JWKSMultipleMatchingKeys ||
        error instanceof errors.JOSENotSupported;
      throw isTokensFault ? error : failure('Unavailable');
    }
  };
}

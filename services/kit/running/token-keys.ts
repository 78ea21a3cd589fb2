import { createRemoteJWKSet, type JWTVerifyGetKey } from 'jose';
import { ConfigurationError } from '../base/config';
import type { Service } from '../service';

/**
 * The keys by which tokens are verified: of identity in this process, else over HTTP from where it is.
 * @throws ConfigurationError when neither is known
 */
export function tokenKeysOf(services: readonly Service[], identityUrl: string | undefined): JWTVerifyGetKey {
  const local = services.find(({ tokenKeys }) => tokenKeys)?.tokenKeys;
  if (local) return local;
  if (!identityUrl) {
    throw new ConfigurationError('IDENTITY_URL: needed where identity is not hosted in the same process');
  }
  return createRemoteJWKSet(new URL('/.well-known/jwks.json', identityUrl));
}

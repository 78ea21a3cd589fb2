import type { InstrumentSystemSettings } from './settings';

/** What the system says of itself (OpenID Connect Discovery): browsers go to its public address, services to its issuer. */
export function discoveryOf({ issuer, publicUrl }: InstrumentSystemSettings): object {
  return {
    issuer,
    authorization_endpoint: new URL('/authorize', publicUrl).href,
    token_endpoint: new URL('/token', issuer).href,
    jwks_uri: new URL('/jwks.json', issuer).href,
    response_types_supported: ['code'],
    grant_types_supported: ['authorization_code'],
    subject_types_supported: ['public'],
    id_token_signing_alg_values_supported: ['RS256'],
    code_challenge_methods_supported: ['S256'],
    token_endpoint_auth_methods_supported: ['client_secret_post', 'client_secret_basic'],
    scopes_supported: ['openid', 'profile', 'phone'],
    authorization_response_iss_parameter_supported: true,
  };
}

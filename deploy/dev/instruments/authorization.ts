import { createHash, randomBytes, timingSafeEqual } from 'node:crypto';
import type { Directory, LegalPerson } from './directory';
import { isRedirectAllowed, type InstrumentSystemSettings } from './settings';
import type { SigningKey } from './signing-key';

const CODE_LIFE_MS = 60_000;
const TOKEN_LIFE_SECONDS = 300;
const S256_CHALLENGE = /^[\w-]{43}$/;

/** What a client asks with when it sends a browser here; all of it is asked for, also what OpenID leaves open. */
interface AuthorizationRequest {
  redirectUri: string;
  state: string;
  nonce: string;
  challenge: string;
}

/** The client asked for something that it must not have. */
export class OAuthError extends Error {
  constructor(
    readonly code: 'invalid_request' | 'invalid_client' | 'invalid_grant',
    message: string,
  ) {
    super(message);
  }
}

/** The authorization code flow with PKCE (RFC 6749, RFC 7636, OpenID Connect Core 3.1). */
export interface Authorization {
  /** @throws OAuthError, after which a browser must not be sent anywhere */
  read(query: URLSearchParams): AuthorizationRequest;
  /** Where the browser goes once a legal person has signed in. */
  grant(request: AuthorizationRequest, legalPerson: LegalPerson): string;
  /** Takes a code for an id token; a code is good once. @throws OAuthError */
  exchange(form: URLSearchParams, authorization: string | undefined): Promise<object>;
}

interface Granted extends AuthorizationRequest {
  legalPersonId: string;
  endsAtMs: number;
}

/** Opens the flow; codes live a minute, in memory. */
export function openAuthorization(
  settings: InstrumentSystemSettings,
  directory: Directory,
  key: SigningKey,
): Authorization {
  const granted = new Map<string, Granted>();

  function take(code: string): Granted {
    const found = granted.get(code);
    granted.delete(code);
    if (!found || found.endsAtMs < Date.now())
      throw new OAuthError('invalid_grant', 'the code is not good any more');
    return found;
  }

  return {
    read(query) {
      if (query.get('client_id') !== settings.clientId)
        throw new OAuthError('invalid_client', 'unknown client');
      const redirectUri = query.get('redirect_uri') ?? '';
      if (!isRedirectAllowed(settings, redirectUri)) throw new OAuthError('invalid_request', 'redirect_uri');
      const scopes = query.get('scope')?.split(' ') ?? [];
      const challenge = query.get('code_challenge') ?? '';
      const isS256 = query.get('code_challenge_method') === 'S256' && S256_CHALLENGE.test(challenge);
      if (query.get('response_type') !== 'code' || !scopes.includes('openid') || !isS256)
        throw new OAuthError(
          'invalid_request',
          'response_type=code, scope openid and an S256 challenge are needed',
        );
      return { redirectUri, challenge, state: query.get('state') ?? '', nonce: query.get('nonce') ?? '' };
    },
    grant(request, { legalPersonId }) {
      const code = randomBytes(32).toString('base64url');
      granted.set(code, { ...request, legalPersonId, endsAtMs: Date.now() + CODE_LIFE_MS });
      const back = new URL(request.redirectUri);
      back.searchParams.set('code', code);
      back.searchParams.set('state', request.state);
      back.searchParams.set('iss', settings.issuer);
      return back.href;
    },
    async exchange(form, authorization) {
      requireClient(settings, form, authorization);
      if (form.get('grant_type') !== 'authorization_code')
        throw new OAuthError('invalid_request', 'grant_type=authorization_code');
      const { redirectUri, challenge, nonce, legalPersonId } = take(form.get('code') ?? '');
      const proof = createHash('sha256')
        .update(form.get('code_verifier') ?? '')
        .digest('base64url');
      const legalPerson = directory.find(legalPersonId);
      if (form.get('redirect_uri') !== redirectUri || proof !== challenge || !legalPerson)
        throw new OAuthError('invalid_grant', 'redirect_uri or code_verifier');
      return {
        access_token: randomBytes(32).toString('base64url'),
        token_type: 'Bearer',
        expires_in: TOKEN_LIFE_SECONDS,
        id_token: await key.sign(claimsOf(settings, legalPerson, nonce)),
      };
    },
  };
}

function claimsOf({ issuer, clientId }: InstrumentSystemSettings, legalPerson: LegalPerson, nonce: string) {
  const nowSeconds = Math.floor(Date.now() / 1000);
  const { legalPersonId, name, unitCode, account } = legalPerson;
  return {
    iss: issuer,
    aud: clientId,
    sub: legalPersonId,
    iat: nowSeconds,
    exp: nowSeconds + TOKEN_LIFE_SECONDS,
    ...(nonce === '' ? {} : { nonce }),
    name,
    unit_code: unitCode,
    preferred_username: account.loginName,
    phone_number: account.phone,
  };
}

/** The client's secret in the form or in the Basic header. @throws OAuthError `invalid_client` */
function requireClient(
  { clientId, clientSecret }: InstrumentSystemSettings,
  form: URLSearchParams,
  authorization: string | undefined,
): void {
  const basic = /^basic (.+)$/i.exec(authorization ?? '')?.[1];
  const [id = '', secret = ''] = basic
    ? Buffer.from(basic, 'base64').toString('utf8').split(':').map(decodeURIComponent)
    : [form.get('client_id') ?? '', form.get('client_secret') ?? ''];
  if (id !== clientId || !isSame(secret, clientSecret))
    throw new OAuthError('invalid_client', 'unknown client');
}

/** Whether a secret is the right one; in constant time. */
export function isSame(given: string, right: string): boolean {
  const hash = (text: string): Buffer => createHash('sha256').update(text).digest();
  return timingSafeEqual(hash(given), hash(right));
}

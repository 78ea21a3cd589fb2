import { failure } from '@kequan/contracts';
import { mayPass, type Logger } from '@kequan/kit';
import * as openid from 'openid-client';
import { z } from 'zod';
import type { OutsidePerson } from '../accounts';
import type { OutsideSettings } from '../config';
import type { SignInTicket } from './tickets';

/** What the instrument system says of a legal person. */
const Claims = z.object({
  iss: z.string(),
  sub: z.string().min(1).max(200),
  name: z.string().min(1).max(200),
  unit_code: z.string().min(1).max(18),
  preferred_username: z.string().min(1).max(100),
  phone_number: z.string().regex(/^1[3-9]\d{9}$/),
});

/** The way that a browser is sent, and what must be kept for its return. */
interface BegunSignIn {
  url: string;
  state: string;
  nonce: string;
  verifier: string;
}

/** The sign-in of the instrument system: OpenID Connect, authorization code with PKCE. */
export interface OutsideProvider {
  /** @throws `Unavailable` when the system is away */
  begin(): Promise<BegunSignIn>;
  /**
   * Takes the code for who has signed in; the id token is verified.
   * @param query with what the browser came back
   * @throws `OutsideSignInRefused`, `Unavailable`
   */
  end(
    query: URLSearchParams,
    state: string,
    ticket: SignInTicket,
  ): Promise<Omit<OutsidePerson, 'programmeId'>>;
}

/** The provider of the settings; it is asked for its addresses and keys at the first sign-in. */
export function outsideProvider(settings: OutsideSettings, log: Logger): OutsideProvider {
  const { issuerUrl, clientId, clientSecret, callbackUrl } = settings;
  let discovered: Promise<openid.Configuration> | undefined;

  async function configuration(): Promise<openid.Configuration> {
    const url = new URL(issuerUrl);
    // Only where the settings say so themselves: on the laptop and inside of a cluster.
    // eslint-disable-next-line @typescript-eslint/no-deprecated -- marked so that nobody uses it by accident
    const execute = url.protocol === 'http:' ? [openid.allowInsecureRequests] : [];
    discovered ??= openid.discovery(url, clientId, clientSecret, undefined, { execute });
    try {
      return await discovered;
    } catch (error) {
      discovered = undefined;
      log.warn({ err: error }, 'the instrument system could not be asked for its sign-in');
      throw failure('Unavailable');
    }
  }

  return {
    async begin() {
      const config = await configuration();
      const [state, nonce, verifier] = [
        openid.randomState(),
        openid.randomNonce(),
        openid.randomPKCECodeVerifier(),
      ];
      const url = openid.buildAuthorizationUrl(config, {
        redirect_uri: callbackUrl,
        scope: 'openid profile phone',
        state,
        nonce,
        code_challenge: await openid.calculatePKCECodeChallenge(verifier),
        code_challenge_method: 'S256',
      });
      return { url: url.href, state, nonce, verifier };
    },
    async end(query, state, { nonce, verifier }) {
      const config = await configuration();
      const back = new URL(callbackUrl);
      back.search = query.toString();
      try {
        const checks = { expectedState: state, expectedNonce: nonce, pkceCodeVerifier: verifier };
        const answer = await openid.authorizationCodeGrant(config, back, {
          ...checks,
          idTokenExpected: true,
        });
        return personOf(Claims.parse(answer.claims()));
      } catch (error) {
        log.warn({ err: error }, 'a sign-in with the instrument system did not succeed');
        throw failure(mayPass(error) ? 'Unavailable' : 'OutsideSignInRefused');
      }
    },
  };
}

function personOf(claims: z.infer<typeof Claims>): Omit<OutsidePerson, 'programmeId'> {
  const { iss, sub, name, unit_code: unitCode, preferred_username: loginName, phone_number: phone } = claims;
  return {
    issuer: iss,
    legalPerson: { legalPersonId: sub, legalPersonName: name, unitCode },
    loginName,
    phone,
  };
}

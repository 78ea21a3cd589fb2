import {
  failure,
  OutsideCallbackQuery,
  OutsideSignInQuery,
  programmeOf,
  SessionView,
} from '@kequan/contracts';
import { allow, route, type Route } from '@kequan/kit';
import type { Accounts } from '../accounts';
import { CALLBACK_PATH } from '../config';
import type { Account } from '../model';
import { browserCookie, browserSecretIn, newBrowserSecret } from './browser';
import type { OutsideProvider } from './provider';
import type { SignInTickets } from './tickets';

export interface OutsideSignIn {
  provider: OutsideProvider;
  tickets: SignInTickets;
  /** Whether browsers reach KeQuan by https. */
  isSecure: boolean;
}

export interface OutsideRoutesDependencies {
  accounts: Accounts;
  /** Undefined where there is no instrument system. */
  outside: OutsideSignIn | undefined;
  sessionOf: (account: Account) => Promise<SessionView>;
}

/** Sign-in of legal persons with their accounts of the instrument system: nobody registers (JS step 1). */
export function outsideRoutes({ accounts, outside, sessionOf }: OutsideRoutesDependencies): Route[] {
  function opened(): OutsideSignIn {
    if (!outside) throw failure('Unavailable');
    return outside;
  }
  return [
    route('GET /v1/sign-in/outside', allow.everyone, {
      summary: 'Sends a browser to the sign-in of the instrument system',
      query: OutsideSignInQuery,
      raw: 'answer',
      handle: async ({ query }, { response }) => {
        const { provider, tickets, isSecure } = opened();
        requireTwoLevels(query.programmeId);
        const { url, state, nonce, verifier } = await provider.begin();
        const browser = newBrowserSecret();
        await tickets.keep(state, browser, { programmeId: query.programmeId, nonce, verifier });
        response.setHeader('Set-Cookie', browserCookie(browser, CALLBACK_PATH, isSecure));
        response.redirect(303, url);
      },
    }),
    route(`GET ${CALLBACK_PATH}`, allow.everyone, {
      summary: 'Takes a browser back from the instrument system; the first time its primary account is made',
      query: OutsideCallbackQuery,
      answer: SessionView,
      handle: async ({ query }, { request }) => {
        const { provider, tickets } = opened();
        const { state } = query;
        const ticket = await tickets.take(state, browserSecretIn(request.headers.cookie));
        const person = await provider.end(queryOf(request), state, ticket);
        return sessionOf(await accounts.ofLegalPerson({ ...person, programmeId: ticket.programmeId }));
      },
    }),
  ];
}

/** The query as it came: what the system sends beside the code is for the library to check. */
function queryOf({ originalUrl }: { originalUrl: string }): URLSearchParams {
  return new URL(originalUrl, 'http://kequan').searchParams;
}

/** Only where legal persons allocate accounts is there a primary account. @throws `ProgrammeUnknown`, `TrackUnknown` */
function requireTwoLevels(programmeId: string): void {
  const tracks = Object.values(programmeOf(programmeId).tracks);
  if (!tracks.some(({ accounts }) => accounts === 'twoLevel'))
    throw failure('TrackUnknown', { programmeId, track: 'primaryAccount' });
}

import { AccountView, SessionView, type RegisterAccount, type SignIn } from '@kequan/contracts';
import type { Http } from './http';

/** Accounts and sessions. */
export function identityClient(http: Http) {
  return {
    register: (body: RegisterAccount) => http.send({ line: 'POST /v1/accounts', body, answer: AccountView }),
    signIn: (body: SignIn) => http.send({ line: 'POST /v1/sessions', body, answer: SessionView }),
  };
}

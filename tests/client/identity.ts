import {
  AccountView,
  SecondaryAccountView,
  SessionView,
  type AllocateAccount,
  type RegisterAccount,
  type SignIn,
} from '@kequan/contracts';
import type { Http } from './http';

/** What everybody may do with accounts: register, and sign in. */
export function identityClient(http: Http) {
  return {
    register: (body: RegisterAccount) => http.send({ line: 'POST /v1/accounts', body, answer: AccountView }),
    signIn: (body: SignIn) => http.send({ line: 'POST /v1/sessions', body, answer: SessionView }),
  };
}

/** What a primary account may do with those of its units. */
export function unitAccountsClient(http: Http, token: string) {
  return {
    allocate: (body: AllocateAccount) =>
      http.send({ line: 'POST /v1/secondary-accounts', token, body, answer: SecondaryAccountView }),
  };
}

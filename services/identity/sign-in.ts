import { failure } from '@kequan/contracts';
import type { Accounts } from './accounts';
import type { Account } from './model';
import { dummyHash, isPassword } from './password';
import { canonicalLoginName } from './rules';
import type { WrongPasswordCounter } from './wrong-passwords';

/** Answers the account of a login name and its password. */
export type SignInCheck = (loginName: string, password: string) => Promise<Account>;

/**
 * Makes the check. An unknown name takes as long as a wrong password and is answered and counted like one, so that nobody
 * learns which names exist.
 * @throws (of the check) `SignInRefused`, `TooManyRequests`
 */
export function signInCheck(accounts: Accounts, wrongPasswords: WrongPasswordCounter): SignInCheck {
  const nobody = dummyHash();
  return async (loginName, password) => {
    const name = canonicalLoginName(loginName);
    await wrongPasswords.refuseWhenFull(name);
    const account = await accounts.ofLoginName(name);
    const right = await isPassword(password, account?.password ?? nobody);
    // A shut account is answered like a wrong password: who guesses learns nothing.
    if (account && right && account.disabled !== true) {
      await wrongPasswords.forget(name);
      return account;
    }
    await wrongPasswords.count(name);
    throw failure('SignInRefused');
  };
}

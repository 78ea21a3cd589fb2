import { event, type AccountView, type Affiliation, type EventData, type NewEvent } from '@kequan/contracts';
import { maskPhone } from '@kequan/kit';
import type { Account } from './model';

/**
 * The form of a login name in which it is unique for ever: names that a person takes for the same one (case, full-width
 * letters, composed characters) are the same.
 */
export function canonicalLoginName(loginName: string): string {
  // Trimmed last: some signs become a space and a mark.
  return loginName.normalize('NFKC').toLowerCase().normalize('NFKC').trim();
}

/** How many wrong passwords a login name may have in one window. */
export const MOST_WRONG_PASSWORDS = 5;
/** How long wrong passwords are counted, and how long a full count keeps the name shut. */
export const WRONG_PASSWORD_WINDOW_MS = 15 * 60_000;

/** How long a token is valid. */
export const TOKEN_LIFE_MS = 8 * 3_600_000;

/**
 * The legal person that an account belongs to; undefined of one that stands for itself.
 * @param primary the primary account that allocated it
 */
export function affiliationOf(account: Account, primary: Account | undefined): Affiliation | undefined {
  const { legalPerson } = primary ?? account;
  if (!legalPerson) return undefined;
  return {
    primaryAccountId: (primary ?? account)._id,
    ...legalPerson,
    ...(primary && { unitName: account.displayName }),
  };
}

/** An account as it is shown to its owner. @param phone the opened number; only its masked form leaves */
export function accountView(account: Account, phone: string, affiliation?: Affiliation): AccountView {
  return {
    accountId: account._id,
    loginName: account.loginName,
    role: account.role,
    programmeId: account.programmeId,
    displayName: account.displayName,
    phone: maskPhone(phone),
    createdAt: account.createdAt.toISOString(),
    ...(affiliation && { affiliation }),
  };
}

/** What the world is told of a new account. */
export function accountRegistered(data: EventData<'kequan.identity.account-registered.v1'>): NewEvent {
  return event('kequan.identity.account-registered.v1', data);
}

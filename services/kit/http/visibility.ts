import type { Caller } from './policy';

/** The part of a list's filter that keeps staff to their own programme; the platform administrator sees all. */
export function ofProgramme(caller: Caller): { programmeId?: string } {
  return caller.role === 'platformAdmin' ? {} : { programmeId: caller.programmeId };
}

/** What of the providers' facts somebody lists: a provider his own, a primary account those of its units, staff their programme's. */
export function ofOwnOrProgramme(caller: Caller): {
  ownerAccountId?: string;
  primaryAccountId?: string;
  programmeId?: string;
} {
  if (caller.role === 'provider') return { ownerAccountId: caller.accountId };
  return caller.role === 'primaryAccount' ? { primaryAccountId: caller.accountId } : ofProgramme(caller);
}

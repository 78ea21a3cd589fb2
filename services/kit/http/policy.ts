import { failure, StaffRole, type Affiliation, type Role } from '@kequan/contracts';

/** Who is calling: taken from the verified token, never from the input. */
export interface Caller {
  accountId: string;
  role: Role;
  programmeId: string;
  /** Of primary accounts and of those that they allocated. */
  affiliation?: Affiliation;
}

/** Who may use a route. What of the facts he may see is decided by the handler (his own, his programme's). */
export type Policy =
  | { readonly kind: 'everyone' }
  | { readonly kind: 'signedIn' }
  | { readonly kind: 'roles'; readonly roles: readonly Role[] };

export const allow = {
  /** No sign-in needed. */
  everyone: { kind: 'everyone' },
  /** Any signed-in account. */
  signedIn: { kind: 'signedIn' },
  /** Accounts with one of these roles. */
  roles: (...roles: Role[]): { kind: 'roles'; roles: readonly Role[] } => ({ kind: 'roles', roles }),
} as const;

/** Whether a caller passes a policy: `signIn` when nobody is signed in and somebody must be. */
export function decide(policy: Policy, caller: Caller | undefined): 'yes' | 'no' | 'signIn' {
  if (policy.kind === 'everyone') return 'yes';
  if (!caller) return 'signIn';
  return policy.kind === 'signedIn' || policy.roles.includes(caller.role) ? 'yes' : 'no';
}

/** What belongs to an account. */
interface Owned {
  ownerAccountId: string;
  programmeId: string;
  /** The primary account that allocated the owner, when one did. */
  primaryAccountId?: string;
}

/**
 * Whether a caller may read what belongs to an account: the account itself, the primary account that allocated it, the staff of its programme, and the platform
 * administrator. Who may not is answered `NotFound`, so that nobody learns what exists.
 */
export function mayRead(caller: Caller, of: Owned): boolean {
  if (caller.accountId === of.ownerAccountId || caller.role === 'platformAdmin') return true;
  if (caller.role === 'primaryAccount') return caller.accountId === of.primaryAccountId;
  const isStaff = StaffRole.safeParse(caller.role).success;
  return isStaff && caller.programmeId === of.programmeId;
}

/** @throws `NotFound` when the caller may not read it */
export function requireReadable(caller: Caller, of: Owned): void {
  if (!mayRead(caller, of)) throw failure('NotFound');
}

/** What is another's is not there, whoever asks: only its owner works with it. @throws `NotFound` */
export function requireOwn({ accountId }: Caller, ownerAccountId: string): void {
  if (ownerAccountId !== accountId) throw failure('NotFound');
}

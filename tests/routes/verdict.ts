import { StaffRole } from '@kequan/contracts';
import type { Policy } from '@kequan/kit';
import type { Person } from './cast';
import type { Reach } from './trials';

/** What must become of a try: refused as not signed in, as not allowed, as not found, or let through. */
export type Verdict = 'signIn' | 'notAllowed' | 'notFound' | 'through';

/** What a route's policy alone says of a person. */
export function verdictOfPolicy(policy: Policy, person: Person): Verdict {
  if (policy.kind === 'everyone') return 'through';
  if (person.role === undefined) return 'signIn';
  return policy.kind === 'signedIn' || policy.roles.includes(person.role) ? 'through' : 'notAllowed';
}

/** Whether a person reaches the owner's facts. */
export function reaches(reach: Reach, person: Person, owner: Person): boolean {
  const isOwner = person.accountId === owner.accountId;
  switch (reach) {
    case 'all':
      return true;
    case 'owner':
      return isOwner;
    case 'ownerAndStaff':
      return isOwner || isStaffOf(person, owner.programmeId);
    case 'staff':
      return isStaffOf(person, owner.programmeId);
    case 'inbox':
      return person.role === 'office' && person.programmeId === owner.programmeId;
  }
}

function isStaffOf(person: Person, programmeId: string): boolean {
  if (person.role === 'platformAdmin') return true;
  const isStaff = StaffRole.safeParse(person.role).success;
  return isStaff && person.programmeId === programmeId;
}

/** What an answer's status says; undefined for what no try may end with. */
export function verdictOfStatus(status: number): Verdict | undefined {
  if (status === 401) return 'signIn';
  if (status === 403) return 'notAllowed';
  if (status === 404) return 'notFound';
  // A rule that says no (409, 422) has let the caller through to the rule; who is sent on elsewhere (303) was let through too.
  return (status >= 200 && status < 300) || status === 303 || status === 409 || status === 422
    ? 'through'
    : undefined;
}

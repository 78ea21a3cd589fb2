import { randomBytes } from 'node:crypto';
import type { Outcome } from '../act';
import { fillText } from '../fill';
import { ownOf, setOwn, type Run } from '../run';
import type { Actor } from '../script';

/** Registers the account of an applicant, with a password that only this run knows. */
export async function signUp(run: Run, actorName: string): Promise<Outcome> {
  const actor = actorOf(run, actorName);
  if (actor.kind !== 'applicant') throw new Error(`${actorName} does not register himself`);
  const loginName = fillText(actor.loginName, run.values);
  const password = randomBytes(12).toString('base64url');
  const account = await run.client.identity.register({
    loginName,
    password,
    role: actor.role,
    programmeId: run.journey.programmeId,
    displayName: actor.name,
    phone: ownOf(run, actorName, 'phone'),
  });
  setOwn(run, actorName, 'password', password);
  setOwn(run, actorName, 'accountId', account.accountId);
  return { seen: `${account.loginName} ${account.phone}` };
}

/** Signs an applicant or a member of the office in. */
export async function signIn(run: Run, actorName: string): Promise<Outcome> {
  const actor = actorOf(run, actorName);
  if (actor.kind === 'public' || actor.kind === 'legalPerson') throw new Error(`${actorName} has no account`);
  const session = await run.client.identity.signIn({
    loginName: fillText(actor.loginName, run.values),
    password: actor.kind === 'staff' ? run.staffPassword : ownOf(run, actorName, 'password'),
  });
  run.signedIn.set(actorName, run.client.as(session.token));
  return {};
}

/** Who is meant. @throws Error when the journey has no such actor */
export function actorOf(run: Run, name: string): Actor {
  const actor = run.journey.actors[name];
  if (!actor) throw new Error(`the journey has no actor ${name}`);
  return actor;
}

import { randomBytes } from 'node:crypto';
import { z } from 'zod';
import type { Outcome } from '../act';
import { fillForm, fillText } from '../fill';
import { clientOf, ownOf, setOwn, valuesFor, type Run } from '../run';
import { actorOf } from './accounts';

const OutsideForm = z.strictObject({
  name: z.string(),
  contactName: z.string(),
  instruments: z.array(z.record(z.string(), z.json())),
});

/** Makes a legal person and its instruments known to the outside instrument system. @throws Error when it refuses */
export async function enrolOutside(
  run: Run,
  { legalPerson, form }: { legalPerson: string; form: string },
): Promise<Outcome> {
  const { loginName } = legalPersonOf(run, legalPerson);
  const filled = fillForm(run.journey.forms[form] ?? {}, valuesFor(run, legalPerson));
  const { name, contactName, instruments } = OutsideForm.parse(filled);
  await run.client.outside.enrol(run.journey.programmeId, {
    legalPersonId: loginName,
    name,
    unitCode: ownOf(run, legalPerson, 'unitCode'),
    account: { loginName, contactName, phone: ownOf(run, legalPerson, 'phone') },
    instruments,
  });
  return { seen: `${name} · ${loginName}` };
}

/** Signs a legal person in by way of the instrument system (JS step 1 ①: 无需注册). @throws Refused */
export async function signInOutside(run: Run, actorName: string): Promise<Outcome> {
  const { loginName } = legalPersonOf(run, actorName);
  const { token, account } = await run.client.outside.signIn(run.journey.programmeId, loginName);
  setOwn(run, actorName, 'accountId', account.accountId);
  run.signedIn.set(actorName, run.client.as(token));
  return { seen: `${account.displayName} · ${account.phone}` };
}

/** Allocates a secondary account to a unit, with a password that only this run knows (JS step 1 ②). @throws Refused */
export async function allocate(run: Run, { actor, to }: { actor: string; to: string }): Promise<Outcome> {
  const unit = actorOf(run, to);
  if (unit.kind !== 'applicant') throw new Error(`${to} is no unit that an account is allocated to`);
  const password = randomBytes(12).toString('base64url');
  const account = await clientOf(run, actor).unitAccounts.allocate({
    loginName: fillText(unit.loginName, run.values),
    password,
    displayName: unit.name,
    phone: ownOf(run, to, 'phone'),
  });
  setOwn(run, to, 'password', password);
  setOwn(run, to, 'accountId', account.accountId);
  return { seen: `${account.displayName} · ${account.loginName}` };
}

function legalPersonOf(run: Run, name: string): { loginName: string } {
  const actor = actorOf(run, name);
  if (actor.kind !== 'legalPerson') throw new Error(`${name} has no account of the instrument system`);
  return { loginName: fillText(actor.loginName, run.values) };
}

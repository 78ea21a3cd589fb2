import type { Client, SignedInClient } from '../client';
import type { Actor, Journey } from './script';
import { phoneOf, unitCodeOf, valuesOfToday } from './run-values';

/** What one play of a journey has come to know: who is signed in, and the values that later steps name. */
export interface Run {
  journey: Journey;
  client: Client;
  staffPassword: string;
  /** Values by name: what steps made `as`, and each applicant's own as `actor.name`; the first one's also by the name alone. */
  values: Map<string, string>;
  signedIn: Map<string, SignedInClient>;
}

/** What every applicant has of his own. */
export type OwnName = 'phone' | 'unitCode' | 'password' | 'accountId' | 'institutionId';

type Keyed<Kind extends Actor['kind']> = Extract<Actor, { kind: Kind }> & { key: string };
type Applicant = Keyed<'applicant'>;

/** Begins a run; every applicant and every legal person has a phone and a credit code of its own. */
export function beginRun(journey: Journey, client: Client, staffPassword: string): Run {
  const run: Run = {
    journey,
    client,
    staffPassword,
    values: new Map(valuesOfToday(Date.now())),
    signedIn: new Map(),
  };
  for (const { key, phone, unitCodeBody } of [
    ...applicantsOf(journey),
    ...actorsOf(journey, 'legalPerson'),
  ]) {
    setOwn(run, key, 'phone', phoneOf(phone));
    setOwn(run, key, 'unitCode', unitCodeOf(unitCodeBody ?? journey.unitCodeBody));
  }
  return run;
}

/** A value of the run. @throws Error when no step has made it yet */
export function valueOf(run: Run, name: string): string {
  const value = run.values.get(name);
  if (value === undefined) throw new Error(`the journey has no ${name} yet`);
  return value;
}

/** A value of an applicant's own. @throws Error when no step has made it yet */
export function ownOf(run: Run, actor: string, name: OwnName): string {
  return valueOf(run, `${actor}.${name}`);
}

/** Keeps a value of an applicant's own. */
export function setOwn(run: Run, actor: string, name: OwnName, value: string): void {
  run.values.set(`${actor}.${name}`, value);
  if (applicantsOf(run.journey)[0]?.key === actor) run.values.set(name, value);
}

/** The values as an actor names them: his own by the name alone. */
export function valuesFor(run: Run, actor: string): ReadonlyMap<string, string> {
  const prefix = `${actor}.`;
  const own = [...run.values].filter(([name]) => name.startsWith(prefix));
  return new Map([...run.values, ...own.map(([name, value]) => [name.slice(prefix.length), value] as const)]);
}

/** The API as an actor. @throws Error when he is not signed in */
export function clientOf(run: Run, actor: string): SignedInClient {
  const client = run.signedIn.get(actor);
  if (!client) throw new Error(`${actor} is not signed in`);
  return client;
}

/** Those who apply, in the order in which the journey names them. */
export function applicantsOf(journey: Journey): Applicant[] {
  return actorsOf(journey, 'applicant');
}

function actorsOf<Kind extends Actor['kind']>(journey: Journey, kind: Kind): Keyed<Kind>[] {
  const isOfKind = (actor: Actor): actor is Extract<Actor, { kind: Kind }> => actor.kind === kind;
  return Object.entries(journey.actors).flatMap(([key, actor]) =>
    isOfKind(actor) ? [{ ...actor, key }] : [],
  );
}

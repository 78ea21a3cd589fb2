import type { Client, SignedInClient } from '../client';
import type { Journey } from './script';
import { newRunName, phoneOf, unitCodeOf } from './run-values';

/** What one play of a journey has come to know: who is signed in, and the values that later steps name. */
export interface Run {
  journey: Journey;
  client: Client;
  staffPassword: string;
  /** Values by name: `phone`, `unitCode`, `institutionId`, and what steps made `as`. */
  values: Map<string, string>;
  signedIn: Map<string, SignedInClient>;
}

/** Begins a run with its own login names, phone and credit code. */
export function beginRun(journey: Journey, client: Client, staffPassword: string): Run {
  const values = new Map([
    ['run', newRunName()],
    ['unitCode', unitCodeOf(journey.unitCodeBody)],
    ['phone', phoneOf(applicantOf(journey).phone)],
  ]);
  return { journey, client, staffPassword, values, signedIn: new Map() };
}

/** A value of the run. @throws Error when no step has made it yet */
export function valueOf(run: Run, name: string): string {
  const value = run.values.get(name);
  if (value === undefined) throw new Error(`the journey has no ${name} yet`);
  return value;
}

/** The API as an actor. @throws Error when he is not signed in */
export function clientOf(run: Run, actor: string): SignedInClient {
  const client = run.signedIn.get(actor);
  if (!client) throw new Error(`${actor} is not signed in`);
  return client;
}

/** The actor who applies. @throws Error when the journey has none */
export function applicantOf(journey: Journey): { name: string; phone: string } {
  for (const [name, actor] of Object.entries(journey.actors))
    if (actor.kind === 'applicant') return { name, phone: actor.phone };
  throw new Error('the journey has no applicant');
}

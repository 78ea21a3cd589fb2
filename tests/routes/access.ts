import type { Route } from '@kequan/kit';
import { ownerOf, type Cast, type Person } from './cast';
import { faultsOf } from './problems';
import { sendRaw, type RawAnswer } from './raw-request';
import { lineOf, requestOf } from './try-route';
import { TRIALS, waysOf, type Facts, type Trial } from './trials';
import { reaches, verdictOfPolicy, verdictOfStatus, type Verdict } from './verdict';

/** Tries one route as everybody. @returns what was not as its policy and its reach say, one line each */
export async function tryAsEverybody(
  baseUrl: string,
  route: Route,
  cast: Cast,
  facts: Facts,
): Promise<string[]> {
  const named = TRIALS[lineOf(route)];
  if (!named) return [`${lineOf(route)}: tests/routes/trials.ts does not say whom it shows what`];
  const faults: string[] = [];
  for (const way of waysOf(named, facts)) faults.push(...(await tryOneWay(baseUrl, route, cast, way)));
  return faults;
}

async function tryOneWay(
  baseUrl: string,
  route: Route,
  cast: Cast,
  { trial, facts }: { trial: Trial; facts: Facts },
): Promise<string[]> {
  const owner = ownerOf(trial, cast);
  const isReached = (person: Person): boolean =>
    reaches(trial.reach, person, owner) ||
    (trial.also === 'provider' && person.accountId === cast.owner.accountId) ||
    (trial.also === 'primaryAccount' && person.accountId === cast.primary.accountId);
  const faults: string[] = [];
  for (const person of cast.everybody) {
    const answer = await sendRaw(baseUrl, requestOf(route, trial, facts, person));
    const wrong = [
      ...verdictFaults(route, trial, person, isReached(person), answer),
      ...listFaults(trial, facts, isReached(person), answer),
      ...(answer.status >= 400 ? faultsOf(answer, 'zh') : []),
    ];
    faults.push(...wrong.map((what) => `${lineOf(route)} of ${owner.name} as ${person.name}: ${what}`));
  }
  return faults;
}

function verdictFaults(
  route: Route,
  trial: Trial,
  person: Person,
  isReached: boolean,
  { status, text }: RawAnswer,
): string[] {
  const found = verdictOfStatus(status);
  const byPolicy = verdictOfPolicy(route.policy, person);
  const wanted: Verdict = byPolicy !== 'through' || trial.lists || isReached ? byPolicy : 'notFound';
  const isMissing = trial.mayBeMissing && wanted === 'through' && found === 'notFound';
  // Wrong credentials are what is tried at the sign-in.
  const isRefusedSignIn = lineOf(route) === 'post /v1/sessions' && text.includes('SignInRefused');
  return found === wanted || isMissing || isRefusedSignIn
    ? []
    : [`expected ${wanted}, found ${status} ${text.slice(0, 300)}`];
}

function listFaults(trial: Trial, facts: Facts, isReached: boolean, answer: RawAnswer): string[] {
  if (!trial.lists || answer.status >= 300) return [];
  const shown = answer.text.includes(trial.lists(facts));
  return shown === isReached ? [] : [isReached ? 'his own is not in the list' : 'another’s is in the list'];
}

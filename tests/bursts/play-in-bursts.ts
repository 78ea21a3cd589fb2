import { createClient } from '../client';
import { loadJourney } from '../journey/load';
import { play, type Played } from '../journey/player';
import { beginRun } from '../journey/run';
import type { Witness } from '../journey/witness';
import { askInBursts, type Burst } from './burst';

/** What others are told when one was first: as true as what the facts say by then. */
const TRUE_REFUSALS = new Set([
  '409 DealStepNotOpen',
  '409 StageNotOpen',
  '409 TaskNotOpen',
  '409 NotUnderReview',
  '409 BatchStepNotOpen',
  '403 AnotherPersonRequired',
  '409 NothingDue',
]);

/** A journey of which every step was taken by many calls at once. */
export interface BurstPlay {
  played: Played;
  bursts: Burst[];
  /** Bursts that were answered as they must not be (M24): more than one success, no true refusal, a fault of ours. */
  faults: string[];
}

/**
 * Plays a journey with every step of a process as a burst of calls with different keys: one may succeed, all others hear the true
 * refusal. That each effect is there once, the witness sees.
 * @param calls how many at once @throws Error when the journey does not go on
 */
export async function playInBursts(
  name: string,
  {
    baseUrl,
    staffPassword,
    witness,
    calls,
  }: { baseUrl: string; staffPassword: string; witness: Witness; calls: number },
): Promise<BurstPlay> {
  const bursts: Burst[] = [];
  const client = createClient({ baseUrl, ask: askInBursts(calls, (burst) => bursts.push(burst)) });
  const played = await play(beginRun(loadJourney(name), client, staffPassword), { witness });
  return { played, bursts, faults: bursts.flatMap(faultsOf) };
}

/** Where one may succeed, others hear a true refusal; where the step itself breaks a rule, all hear which. */
function faultsOf({ line, answers }: Burst): string[] {
  const codes = [...answers.keys()];
  const refusals = codes.filter((answer) => !isSuccess(answer));
  const successes = [...answers].reduce((sum, [answer, count]) => sum + (isSuccess(answer) ? count : 0), 0);
  const oneRule = successes === 0 && refusals.length === 1 && /^4/.test(refusals[0] ?? '');
  const wrong = oneRule ? [] : refusals.filter((answer) => !TRUE_REFUSALS.has(answer));
  return [
    ...(successes > 1 ? [`${line}: ${successes} successes`] : []),
    ...wrong.map((answer) => `${line}: ${answers.get(answer)} × ${answer} of ${codes.join(', ')}`),
  ];
}

function isSuccess(answer: string): boolean {
  return /^2\d\d$/.test(answer);
}

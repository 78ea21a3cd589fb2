import { randomUUID } from 'node:crypto';
import { answerOf, type Ask, type HttpAnswer } from '../client/http';
import type { Attempt } from '../client/patience';

/** What many calls at once were answered, each with a key of its own. */
export interface Burst {
  /** As `POST /v1/deals/:id/reply`. */
  line: string;
  /** How many had each answer: `200`, `409 DealStepNotOpen`, or why there was none. */
  answers: ReadonlyMap<string, number>;
}

/** The commands that a process is given: one of a burst can have what it asks for. */
const STEPS =
  /\/(submission|order-submission|claim-submission|reply|taking|completion|confirmation|cancellation|withdrawal|decision|release)$|^\/v1\/payout-batches$/;
const ID = /[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}/g;

/**
 * Makes every step of a process as many calls at once as are named, each with a key of its own; anything else is asked plainly.
 * @param told hears what each burst was answered
 * @returns the success that one of them had; a refusal when none had
 */
export function askInBursts(calls: number, told: (burst: Burst) => void): Ask {
  return async (url, init) => {
    if (init.method !== 'POST' || !STEPS.test(url.pathname) || asksAQuestion(init))
      return answerOf(url, init);
    const all = await Promise.all(Array.from({ length: calls }, () => answerOf(url, withOwnKey(init))));
    const answers = new Map<string, number>();
    for (const name of all.map(nameOf)) answers.set(name, (answers.get(name) ?? 0) + 1);
    told({ line: `POST ${url.pathname.replace(ID, ':id').replace(/-[\da-f]{6}(?=\/)/, '-:id')}`, answers });
    const answered = all.filter((attempt) => attempt.done);
    const success = answered.find(({ value }) => value.status < 300);
    return success ?? answered[0] ?? (all[0] as Attempt<HttpAnswer>);
  };
}

/** A provider may ask any number of questions before he answers a reservation. */
function asksAQuestion({ body }: RequestInit): boolean {
  return typeof body === 'string' && (JSON.parse(body) as { answer?: string }).answer === 'reply';
}

function withOwnKey(init: RequestInit): RequestInit {
  return {
    ...init,
    headers: { ...(init.headers as Record<string, string>), 'Idempotency-Key': randomUUID() },
  };
}

function nameOf(attempt: Attempt<HttpAnswer>): string {
  if (!attempt.done) return attempt.reason.slice(0, 120);
  const { status, text } = attempt.value;
  return status < 300 ? String(status) : `${status} ${(JSON.parse(text) as { code: string }).code}`;
}

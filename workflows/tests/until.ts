import { setTimeout as pause } from 'node:timers/promises';

const POLL_MS = 10;
const WITHIN_MS = 15_000;

/** Waits until a question has an answer. @throws Error when it has none in time; @param what names it in the error */
export async function until<T>(what: string, ask: () => T | undefined | Promise<T | undefined>): Promise<T> {
  for (const deadlineMs = Date.now() + WITHIN_MS; Date.now() < deadlineMs;) {
    const answer = await ask();
    if (answer !== undefined) return answer;
    await pause(POLL_MS);
  }
  throw new Error(`not in time: ${what}`);
}

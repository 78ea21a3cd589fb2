import { pause } from '../base/wait';

/**
 * Waits until a look answers something, asking again every few milliseconds.
 * @throws Error that says what was waited for, when it does not come within `withinMs`
 */
export async function until<T>(
  what: string,
  look: () => Promise<T | undefined | false>,
  withinMs = 20_000,
): Promise<T> {
  const deadlineMs = Date.now() + withinMs;
  for (;;) {
    const found = await look();
    if (found !== undefined && found !== false) return found;
    if (Date.now() > deadlineMs) throw new Error(`did not come within ${withinMs} ms: ${what}`);
    await pause(20);
  }
}

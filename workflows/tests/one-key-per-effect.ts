import type { Call } from './fakes';

/**
 * Checks that each side effect had one idempotency key of its own: the same key never came with another step or other
 * input. What was refused had no effect, and its key is judged anew (M28). @throws Error that names the key
 */
export function requireOneKeyPerEffect(calls: readonly Call[]): void {
  const effects = new Map<string, string>();
  for (const { step, input, refused } of calls) {
    if (!('key' in input) || refused) continue;
    const effect = `${step} ${JSON.stringify(input)}`;
    const before = effects.get(input.key) ?? effect;
    if (before !== effect) throw new Error(`one key, two effects: ${before} and ${effect}`);
    effects.set(input.key, effect);
  }
}

import type { FailureCode } from '@kequan/contracts';
import { Refused, untilDone } from '../client';

/**
 * Refusals that end by themselves when they come right after a decision: the service that refuses hears of the decision by
 * an event, as the SMS does, and either may be the first; more so while a broker is away.
 */
const HEARD_LATER: readonly FailureCode[] = ['OpenShopRequired'];

/** Does what must be granted, again while it is refused by who has not heard yet. @throws Refused for any other reason */
export function untilHeard<T>(what: string, patienceMs: number, work: () => Promise<T>): Promise<T> {
  return untilDone<T>(what, patienceMs, async () => {
    try {
      return { done: true, value: await work() };
    } catch (error) {
      const code =
        error instanceof Refused ? HEARD_LATER.find((one) => one === error.problem.code) : undefined;
      if (code === undefined) throw error;
      return { done: false, reason: code };
    }
  });
}

import { Failure, FAILURE_STATUS, type FailureCode } from '@kequan/contracts';
import { isStoreAway } from '../store/mongo';

/** What becomes of an event whose handler failed: waited with for as long as it takes, tried again, or put aside. */
export type Verdict = 'wait' | 'tryAgain' | 'putAside';

/** Broken rules that time may mend: two writers met, or what the event speaks of has not arrived from another topic yet. */
const MAY_PASS: ReadonlySet<FailureCode> = new Set(['Conflict', 'NotFound']);

/** @param attempt from 1 @param attempts after how many attempts a failure that no time mends is final */
export function verdictOn(error: unknown, attempt: number, attempts: number): Verdict {
  if (isStoreAway(error)) return 'wait';
  if (error instanceof Failure) {
    if (error.code === 'Unavailable' || error.code === 'TooManyRequests') return 'wait';
    if (FAILURE_STATUS[error.code] < 500 && !MAY_PASS.has(error.code)) return 'putAside';
  }
  return attempt < attempts ? 'tryAgain' : 'putAside';
}

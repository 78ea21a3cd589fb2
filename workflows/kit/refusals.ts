import { ActivityFailure, ApplicationFailure, log, TemporalFailure } from '@temporalio/workflow';
import { isFailureCode, JUDGEMENT_OF, type FailureCode, type FailureParams } from '@kequan/contracts/pure';

/** The failures that stay what they are however often a step is tried. The others pass, or are mistakes of ours: a step waits for that. */
export const BROKEN_RULES = Object.keys(JUDGEMENT_OF).filter(isBrokenRule);

function isBrokenRule(type: string): boolean {
  return isFailureCode(type) && JUDGEMENT_OF[type] === 'final';
}

/** A broken rule, as it leaves a process: its type is the code, its details what the code's text names. */
export function refusal(code: FailureCode, params: FailureParams = {}): ApplicationFailure {
  return ApplicationFailure.nonRetryable(code, code, params, []);
}

/** The broken rule behind a step that failed; undefined when the step failed for another reason. */
export function brokenRule(error: unknown): ApplicationFailure | undefined {
  const cause = error instanceof ActivityFailure ? error.cause : error;
  if (!(cause instanceof ApplicationFailure) || !cause.type) return undefined;
  if (!isBrokenRule(cause.type)) return undefined;
  return ApplicationFailure.nonRetryable(cause.message, cause.type, ...(cause.details ?? []));
}

/** Lets a step be refused by one of these: there was nothing to do. */
export function fineWhen(...codes: FailureCode[]): (error: unknown) => void {
  return (error) => {
    const type = brokenRule(error)?.type;
    if (!codes.some((code) => code === type)) throw error;
  };
}

/**
 * What a caller is told of a step that failed: the broken rule, or `Unavailable` when the step could not be done.
 * @throws the error itself when it is a mistake of ours: the task fails, and goes on once the code is mended
 */
export function asRefusal(error: unknown): ApplicationFailure {
  const broken = brokenRule(error);
  if (broken) return broken;
  if (!(error instanceof TemporalFailure)) throw error;
  log.warn('step could not be done', { cause: String(error.cause ?? error) });
  return refusal('Unavailable');
}

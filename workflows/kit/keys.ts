import { uuid4 } from '@temporalio/workflow';

/**
 * The keys of one try of a step. A try has an identity of its own, so that a step that was undone never counts as done when it
 * is tried anew (M7), whoever asks for it and under whatever key.
 */
export interface AttemptKeys {
  /** The identity of the try; where it begins a review, the review's task has it. */
  readonly id: string;
  readonly step: string;
  readonly undo: string;
}

/** The keys of a new try. @param name what is tried, as operators read it */
export function newAttemptKeys(name: string): AttemptKeys {
  return attemptKeysOf(name, uuid4());
}

/** The keys of a try by its identity, for a run that goes on with what the run before has taken. */
export function attemptKeysOf(name: string, id: string): AttemptKeys {
  return { id, step: keyOf(name, id), undo: keyOf(name, id, 'undo') };
}

/**
 * The key of a step that is the process's own and done once for something that has an identity: a task, a payout, a voucher.
 * Every key of a process is made here or comes with a message.
 */
export function keyOf(...parts: (string | number)[]): string {
  return parts.join('/');
}

/** What every message carries: the key by which its repetition is recognised (docs/reference/keys-and-refusals.md). */
export interface Keyed {
  readonly key: string;
}

/**
 * What a person tells a process and is answered: an Update, and its Signal twin of the same name. The token is all that caller and
 * process share, and holds both to its types. @typeParam Answer what the process answers
 */
export interface Message<Input extends Keyed, Answer> {
  readonly kind: 'message';
  readonly name: string;
  /** Never there: it only carries the types. */
  readonly types?: (input: Input) => Answer;
}

/** What a service tells a process without waiting for an answer: a Signal alone. */
export interface Notice<Input extends object> {
  readonly kind: 'notice';
  readonly name: string;
  readonly types?: (input: Input) => void;
}

/** What a process can be asked: a query, which changes nothing. */
export interface Question<Answer> {
  readonly kind: 'question';
  readonly name: string;
  readonly types?: () => Answer;
}

/** @param name how it stands in histories; never changes */
export function message<Input extends Keyed, Answer>(name: string): Message<Input, Answer> {
  return { kind: 'message', name };
}

/** @param name how it stands in histories; never changes */
export function notice<Input extends object>(name: string): Notice<Input> {
  return { kind: 'notice', name };
}

/** @param name as an operator asks in the Temporal UI */
export function question<Answer>(name: string): Question<Answer> {
  return { kind: 'question', name };
}

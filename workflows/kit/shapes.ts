import { refusal } from './refusals';

/**
 * Whether a value from outside is a T. A message comes from a service, or from an operator's hand in the UI. A check of anything
 * but the very type of a field (a text for a number, part of a union, what may not be missing) does not compile.
 */
export interface Check<T> {
  (value: unknown): value is T;
  /** Never there: it only holds T to the field's type, neither wider nor narrower. */
  readonly exactly?: (value: T) => T;
}

/** What each field of a message must be. */
export type Shape<M extends object> = { readonly [Field in keyof M]-?: Check<M[Field]> };

/** What a message says, without what it should not. @throws `InputInvalid` when it is not of the shape it must have */
export function shaped<M extends object>(shape: Shape<M>, input: unknown): M {
  if (!isRecord(input)) throw refusal('InputInvalid', { count: 1 });
  const fields = Object.entries<Check<unknown>>(shape as Shape<Record<string, unknown>>);
  const wrong = fields.filter(([field, check]) => !check(input[field]));
  if (wrong.length > 0) throw refusal('InputInvalid', { count: wrong.length });
  const told = fields.filter(([field]) => input[field] !== undefined);
  return Object.fromEntries(told.map(([field]) => [field, input[field]])) as M;
}

/** A UUID. */
export const id: Check<string> = (value): value is string =>
  typeof value === 'string' && /^[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}$/i.test(value);

/** A text that says something. */
export const words =
  (maxChars: number): Check<string> =>
  (value): value is string =>
    typeof value === 'string' && value.trim() !== '' && value.length <= maxChars;

/** A field that may be missing. */
export const optional =
  <T>(check: Check<T>): Check<T | undefined> =>
  (value): value is T | undefined =>
    value === undefined || check(value);

export const list =
  <T>(check: Check<T>, most: number): Check<T[]> =>
  (value): value is T[] =>
    Array.isArray(value) && value.length <= most && value.every((one) => check(one));

/** One of the names of a union, all of which are told. */
export const among =
  <Name extends string>(names: Record<Name, true>): Check<Name> =>
  (value): value is Name =>
    typeof value === 'string' && Object.hasOwn(names, value);

/** A part of a message that has fields of its own, and no others. */
export const part =
  <P extends object>(shape: Shape<P>): Check<P> =>
  (value): value is P => {
    const checks = shape as Shape<Record<string, unknown>>;
    return (
      isRecord(value) &&
      Object.keys(value).every((field) => Object.hasOwn(checks, field)) &&
      Object.entries(checks).every(([field, check]) => check(value[field]))
    );
  };

/** A day, YYYY-MM-DD. */
export const day: Check<string> = (value): value is string =>
  typeof value === 'string' && /^\d{4}-\d\d-\d\d$/.test(value);

export const positive: Check<number> = (value): value is number =>
  Number.isSafeInteger(value) && Number(value) > 0;

export const KEY = words(200);
export const VERSION: Check<number> = (value): value is number =>
  Number.isSafeInteger(value) && Number(value) >= 0;

/** What a submission of a form says. */
export const FORM_SUBMISSION = { key: KEY, version: VERSION, submittedBy: id, attachmentIds: list(id, 100) };

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null;
}

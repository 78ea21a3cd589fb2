import { Schema } from 'mongoose';

/**
 * A field of a document: what mongoose casts and checks it by, and the type that is inferred from it. The hint is mongoose's
 * own way to name that type; it is there for the compiler only.
 */
export interface Field<T, Required extends boolean = true> {
  readonly type: unknown;
  readonly required: Required;
  readonly __rawDocTypeHint: T;
}

/** The type of a field's values. */
export type ValueOf<F> = F extends Field<infer T, boolean> ? T : never;

/** The fields of a document, or of a part of one. */
export type Fields = Readonly<Record<string, Field<unknown, boolean>>>;

type OptionalKeys<F extends Fields> = {
  [K in keyof F]: F[K] extends Field<unknown> ? never : K;
}[keyof F];

/** The plain object that a list of fields describes. */
export type ShapeOf<F extends Fields> = {
  -readonly [K in Exclude<keyof F, OptionalKeys<F>>]: F[K]['__rawDocTypeHint'];
} & { -readonly [K in OptionalKeys<F>]?: F[K]['__rawDocTypeHint'] } extends infer S
  ? { [K in keyof S]: S[K] }
  : never;

// A text that must be there may be empty: a unit has no name before it has submitted one.
Schema.Types.String.checkRequired((value: unknown) => typeof value === 'string');

/** Options of every schema: what it does not name is a mistake, and what is empty stays as it is. */
export const STRICT = {
  strict: 'throw',
  strictQuery: 'throw',
  minimize: false,
  versionKey: false,
  id: false,
  autoCreate: false,
  autoIndex: false,
} as const;

function field<T>(type: unknown, options: object = {}): Field<T> {
  return { type, required: true, ...options } as Field<T>;
}

export const text = field<string>(String);
export const flag = field<boolean>(Boolean);
export const instant = field<Date>(Date);

/** An integer: a count, a version, money in fen. */
export const whole = field<number>(Number, {
  validate: { validator: Number.isSafeInteger, message: '{PATH} is not an integer: {VALUE}' },
});

/** One of a few texts. */
export function oneOf<const T extends string>(values: readonly T[]): Field<T> {
  return field(String, { enum: values });
}

/** What another schema describes (a form's is zod's): kept as it is. */
export function mixed<T>(): Field<T> {
  return field(Schema.Types.Mixed);
}

/** A part with fields of its own. */
export function part<F extends Fields>(fields: F): Field<ShapeOf<F>> {
  return field(new Schema(fields as object, { ...STRICT, _id: false }));
}

/** A list of one kind of field. */
export function listOf<T>({ type, ...options }: Field<T>): Field<T[]> {
  return field([{ ...options, type }]);
}

/** A field that may be missing; it is missing then, and never null. */
export function optional<T>(one: Field<T>): Field<T, false> {
  // mongoose would give a list that is missing an empty one.
  return { ...one, required: false, allowNull: false, default: undefined } as Field<T, false>;
}

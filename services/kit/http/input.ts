import type { z } from 'zod';
import { failure, type FieldProblem } from '@kequan/contracts';

const MOST_DEPTH = 12;
const MOST_FIELDS = 200;
const MOST_NAME = 60;

/**
 * Parses one part of the input (params, query, body).
 * @throws `InputInvalid` that names every wrong field by its path; unknown fields are wrong too
 */
export function parseInput<S extends z.ZodType>(schema: S, part: string, value: unknown): z.output<S> {
  const wrong: FieldProblem[] = [];
  const parsed = parsePart(schema, part, value, wrong);
  refuseWrong(wrong);
  return parsed as z.output<S>;
}

/** Parses one part and notes its wrong fields, so that those of all parts are told at once. */
export function parsePart(schema: z.ZodType, part: string, value: unknown, wrong: FieldProblem[]): unknown {
  const parsed = schema.safeParse(value, { reportInput: true });
  if (parsed.success) return parsed.data;
  wrong.push(...fieldProblems(parsed.error, part));
  return undefined;
}

/** @throws `InputInvalid` when there are wrong fields */
export function refuseWrong(wrong: readonly FieldProblem[]): void {
  if (wrong.length > 0) throw failure('InputInvalid', { count: wrong.length }, wrong.slice(0, MOST_FIELDS));
}

/** The problems of a schema's error, one a field: path and text key (with its numbers after a `|`). */
export function fieldProblems(error: z.ZodError, part?: string): FieldProblem[] {
  const prefix = part ? [part] : [];
  const seen = new Set<string>();
  return error.issues
    .slice(0, MOST_FIELDS)
    .flatMap((issue) =>
      issue.code === 'unrecognized_keys'
        ? issue.keys
            .slice(0, MOST_FIELDS)
            .map((key) => ({ path: pathOf([...prefix, ...issue.path, key]), message: 'unknown' }))
        : [{ path: pathOf([...prefix, ...issue.path]), message: messageOf(issue) }],
    )
    .filter(({ path }) => !seen.has(path) && seen.add(path));
}

/** A path with dots; names that a caller made up are cut, so that an answer cannot be made as large as he likes. */
function pathOf(names: readonly PropertyKey[]): string {
  return names.map((name) => String(name).slice(0, MOST_NAME)).join('.');
}

function messageOf(issue: z.core.$ZodIssue): string {
  switch (issue.code) {
    case 'invalid_type':
      return issue.input === undefined ? 'required' : 'invalid';
    case 'too_small':
      return issue.origin === 'number' || issue.origin === 'int'
        ? `tooSmall|minimum=${String(issue.minimum)}`
        : `tooShort|minimum=${String(issue.minimum)}`;
    case 'too_big':
      return issue.origin === 'number' || issue.origin === 'int'
        ? `tooBig|maximum=${String(issue.maximum)}`
        : `tooLong|maximum=${String(issue.maximum)}`;
    case 'invalid_value':
      return `notOneOf|options=${issue.values.map(String).join(', ')}`;
    case 'custom':
      return issue.message;
    default:
      return 'invalid';
  }
}

/** Keys that mean something to JavaScript. */
const PROTOTYPE_KEYS = new Set(['__proto__', 'constructor', 'prototype']);

/**
 * Refuses a body that no form of ours has: nested too deeply, or with keys that mean something to a store or to
 * JavaScript (operators, dots, prototypes). Nothing of it goes further.
 * @throws `InputInvalid` that names each such place
 */
export function refuseHostile(body: unknown): void {
  const wrong: FieldProblem[] = [];
  findHostile(body, 'body', 0, wrong);
  refuseWrong(wrong);
}

function findHostile(value: unknown, path: string, depth: number, wrong: FieldProblem[]): void {
  if (typeof value !== 'object' || value === null || wrong.length >= MOST_FIELDS) return;
  if (depth >= MOST_DEPTH) {
    wrong.push({ path, message: 'invalid' });
    return;
  }
  const isList = Array.isArray(value);
  for (const [key, inner] of Object.entries(value)) {
    const at = `${path}.${key.slice(0, MOST_NAME)}`;
    if (!isList && isHostileKey(key)) wrong.push({ path: at, message: 'unknown' });
    else findHostile(inner, at, depth + 1, wrong);
  }
}

function isHostileKey(key: string): boolean {
  return key.startsWith('$') || key.includes('.') || key.includes('\0') || PROTOTYPE_KEYS.has(key);
}

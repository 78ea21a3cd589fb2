/** The client sent something that cannot be understood. */
export class BadInputError extends Error {}

/** The value of a JSON text. @throws BadInputError when it is none */
export function parseJson(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new BadInputError(`the body is not JSON: ${reason}`);
  }
}

/** @param what names the value in the error @throws BadInputError when it is no JSON object */
export function asObject(value: unknown, what = 'the body'): Record<string, unknown> {
  if (typeof value !== 'object' || value === null || Array.isArray(value))
    throw new BadInputError(`${what} must be a JSON object`);
  return value as Record<string, unknown>;
}

/** A field that must be filled in. @throws BadInputError when it is missing, empty or no text */
export function requiredText(fields: Record<string, unknown>, name: string): string {
  const value = fields[name];
  if (typeof value !== 'string' || value === '')
    throw new BadInputError(`${name} must be a text that is not empty`);
  return value;
}

/** How a stand-in is told to answer next. @throws BadInputError when it knows no such way */
export function parseTurn<Mode extends string>(
  { mode, count }: Record<string, unknown>,
  modes: readonly Mode[],
): { mode: Mode; count: number | undefined } {
  const known = modes.find((one) => one === mode);
  if (known === undefined) throw new BadInputError(`mode must be one of ${modes.join(', ')}`);
  if (count !== undefined && (typeof count !== 'number' || !Number.isInteger(count) || count < 1))
    throw new BadInputError('count must be a whole number from 1 on');
  return { mode: known, count };
}

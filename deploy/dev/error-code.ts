/**
 * The code of a system error such as ENOENT, if it has one. Not by `instanceof Error`: under jest the errors of
 * Node's own modules are of another realm's class.
 */
export function errorCode(error: unknown): unknown {
  return typeof error === 'object' && error !== null && 'code' in error ? error.code : undefined;
}

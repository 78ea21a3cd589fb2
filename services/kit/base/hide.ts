/** Names of fields that are personal or secret, in lower case. */
const HIDDEN = new Set([
  'password',
  'passwordhash',
  'phone',
  'contactphone',
  'token',
  'authorization',
  'cookie',
  'idempotency-key',
  'secret',
  'bankaccount',
  'bankaccountno',
]);

/** Deeper than this nothing is written to a log. */
const MOST_DEPTH = 8;

/**
 * A copy of what is to be logged in which personal and secret fields are hidden, wherever they stand. What is not a plain
 * object or a list is left as it is.
 */
export function hideSecrets(value: unknown, depth = 0): unknown {
  if (typeof value !== 'object' || value === null) return value;
  if (Array.isArray(value)) {
    return depth >= MOST_DEPTH ? '…' : value.map((item) => hideSecrets(item, depth + 1));
  }
  if (!isPlain(value)) return value;
  if (depth >= MOST_DEPTH) return '…';
  return Object.fromEntries(
    Object.entries(value).map(([name, inner]) => [
      name,
      HIDDEN.has(name.toLowerCase()) ? '***' : hideSecrets(inner, depth + 1),
    ]),
  );
}

function isPlain(value: object): boolean {
  const prototype = Object.getPrototypeOf(value) as object | null;
  return prototype === null || prototype === Object.prototype;
}

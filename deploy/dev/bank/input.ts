import { MODES, RETURN_CODES, type Mode, type ReturnCode } from './behaviour';

/** The client sent something that cannot be understood. */
export class BadInputError extends Error {}

/** What the bank is told to do: how to answer files, or what becomes of payments to an account. */
export type Order =
  { mode: Mode; count: number | undefined } | { account: string; code: ReturnCode | undefined };

/**
 * Reads an order how to behave.
 * @throws BadInputError when it is none
 */
export function parseControl(text: string): Order {
  const { mode, count, account, code } = asObject(text);
  if (account !== undefined) {
    const known = RETURN_CODES.find((one) => one === code);
    if (typeof account !== 'string' || !/^\d{8,32}$/.test(account))
      throw new BadInputError('account must be 8 to 32 digits');
    if (code !== undefined && known === undefined)
      throw new BadInputError(`code must be one of ${RETURN_CODES.join(', ')}`);
    return { account, code: known };
  }
  const known = MODES.find((one) => one === mode);
  if (known === undefined) throw new BadInputError(`mode must be one of ${MODES.join(', ')}`);
  if (count !== undefined && (typeof count !== 'number' || !Number.isInteger(count) || count < 1))
    throw new BadInputError('count must be a whole number from 1 on');
  return { mode: known, count };
}

function asObject(text: string): Record<string, unknown> {
  let body: unknown;
  try {
    body = JSON.parse(text);
  } catch {
    throw new BadInputError('the body is not JSON');
  }
  if (typeof body !== 'object' || body === null || Array.isArray(body))
    throw new BadInputError('the body must be a JSON object');
  return body as Record<string, unknown>;
}

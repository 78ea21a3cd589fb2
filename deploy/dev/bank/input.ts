import { asObject, BadInputError, parseJson, parseTurn } from '../stand-in/input';
import { MODES, RETURN_CODES, type Mode, type ReturnCode } from './behaviour';

/** What the bank is told to do: how to answer files, or what becomes of payments to an account. */
export type Order =
  { mode: Mode; count: number | undefined } | { account: string; code: ReturnCode | undefined };

/**
 * Reads an order how to behave.
 * @throws BadInputError when it is none
 */
export function parseControl(text: string): Order {
  const order = asObject(parseJson(text));
  const { account, code } = order;
  if (account !== undefined) {
    const known = RETURN_CODES.find((one) => one === code);
    if (typeof account !== 'string' || !/^\d{8,32}$/.test(account))
      throw new BadInputError('account must be 8 to 32 digits');
    if (code !== undefined && known === undefined)
      throw new BadInputError(`code must be one of ${RETURN_CODES.join(', ')}`);
    return { account, code: known };
  }
  return parseTurn(order, MODES);
}

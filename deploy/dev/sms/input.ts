import { asObject, BadInputError, parseTurn, requiredText } from '../stand-in/input';
import type { Mode } from './behaviour';
import { MODES } from './behaviour';
import type { NewSmsMessage } from './message-store';

/**
 * Reads a message; the key in the header wins over the one in the body.
 * @throws BadInputError when a field is missing or of the wrong kind
 */
export function parseMessage(body: unknown, keyHeader: string | undefined): NewSmsMessage {
  const fields = asObject(body);
  return {
    idempotencyKey: keyHeader ?? optionalText(fields, 'idempotencyKey'),
    to: requiredText(fields, 'to'),
    text: requiredText(fields, 'text'),
    signature: optionalText(fields, 'signature'),
  };
}

/**
 * Reads an order how to behave.
 * @throws BadInputError when it is none
 */
export function parseControl(body: unknown): { mode: Mode; count: number | undefined } {
  return parseTurn(asObject(body), MODES);
}

function optionalText(fields: Record<string, unknown>, name: string): string | undefined {
  const value = fields[name];
  if (value !== undefined && typeof value !== 'string') {
    throw new BadInputError(`${name} must be a text`);
  }
  return value;
}

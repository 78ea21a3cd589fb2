import type { Mode } from './behaviour';
import { MODES } from './behaviour';
import type { NewSmsMessage } from './message-store';

/** The client sent something that cannot be understood. */
export class BadInputError extends Error {}

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
  const { mode, count } = asObject(body);
  const known = MODES.find((one) => one === mode);
  if (known === undefined) {
    throw new BadInputError(`mode must be one of ${MODES.join(', ')}`);
  }
  if (count !== undefined && (typeof count !== 'number' || !Number.isInteger(count) || count < 1)) {
    throw new BadInputError('count must be a whole number from 1 on');
  }
  return { mode: known, count };
}

function asObject(body: unknown): Record<string, unknown> {
  if (typeof body !== 'object' || body === null || Array.isArray(body)) {
    throw new BadInputError('the body must be a JSON object');
  }
  return body as Record<string, unknown>;
}

function requiredText(fields: Record<string, unknown>, name: string): string {
  const value = optionalText(fields, name);
  if (value === undefined || value === '') {
    throw new BadInputError(`${name} must be a text that is not empty`);
  }
  return value;
}

function optionalText(fields: Record<string, unknown>, name: string): string | undefined {
  const value = fields[name];
  if (value !== undefined && typeof value !== 'string') {
    throw new BadInputError(`${name} must be a text`);
  }
  return value;
}

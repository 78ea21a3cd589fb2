import type { Instrument, LegalPerson } from './directory';

/** The client sent something that cannot be understood. */
export class BadInputError extends Error {}

/** Reads a legal person that is to be added. @throws BadInputError when a field is missing or of the wrong kind */
export function parseLegalPerson(body: unknown): LegalPerson {
  const fields = asObject(body, 'the body');
  const account = asObject(fields.account, 'account');
  const { instruments } = fields;
  if (!Array.isArray(instruments)) throw new BadInputError('instruments must be a list');
  return {
    legalPersonId: text(fields, 'legalPersonId'),
    name: text(fields, 'name'),
    unitCode: text(fields, 'unitCode'),
    account: {
      loginName: text(account, 'loginName'),
      contactName: text(account, 'contactName'),
      phone: text(account, 'phone'),
    },
    instruments: instruments.map(parseInstrument),
  };
}

function parseInstrument(value: unknown): Instrument {
  const fields = asObject(value, 'an instrument');
  const { valueFen } = fields;
  if (typeof valueFen !== 'number' || !Number.isSafeInteger(valueFen) || valueFen < 0) {
    throw new BadInputError('valueFen must be a whole number of fen');
  }
  return {
    id: text(fields, 'id'),
    name: text(fields, 'name'),
    model: text(fields, 'model'),
    valueFen,
    responsiblePerson: text(fields, 'responsiblePerson'),
    location: text(fields, 'location'),
    serviceStatus: text(fields, 'serviceStatus'),
  };
}

function asObject(value: unknown, what: string): Record<string, unknown> {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    throw new BadInputError(`${what} must be a JSON object`);
  }
  return value as Record<string, unknown>;
}

function text(fields: Record<string, unknown>, name: string): string {
  const value = fields[name];
  if (typeof value !== 'string' || value === '') {
    throw new BadInputError(`${name} must be a text that is not empty`);
  }
  return value;
}

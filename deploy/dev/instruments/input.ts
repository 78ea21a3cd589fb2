import { asObject, BadInputError, requiredText } from '../stand-in/input';
import type { Instrument, LegalPerson } from './directory';

/** Reads a legal person that is to be added. @throws BadInputError when a field is missing or of the wrong kind */
export function parseLegalPerson(body: unknown): LegalPerson {
  const fields = asObject(body);
  const account = asObject(fields.account, 'account');
  const { instruments } = fields;
  if (!Array.isArray(instruments)) throw new BadInputError('instruments must be a list');
  return {
    legalPersonId: requiredText(fields, 'legalPersonId'),
    name: requiredText(fields, 'name'),
    unitCode: requiredText(fields, 'unitCode'),
    account: {
      loginName: requiredText(account, 'loginName'),
      contactName: requiredText(account, 'contactName'),
      phone: requiredText(account, 'phone'),
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
    id: requiredText(fields, 'id'),
    name: requiredText(fields, 'name'),
    model: requiredText(fields, 'model'),
    valueFen,
    responsiblePerson: requiredText(fields, 'responsiblePerson'),
    location: requiredText(fields, 'location'),
    serviceStatus: requiredText(fields, 'serviceStatus'),
  };
}

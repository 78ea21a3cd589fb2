import { randomBytes, randomInt } from 'node:crypto';
import { creditCodeCheckCharacter } from '@kequan/contracts';

const CODE_CHARACTERS = '0123456789ABCDEFGHJKLMNPQRTUWXY';
const DIGITS = '0123456789';

/** A short text that no other run has. */
export function newRunName(): string {
  return randomBytes(4).toString('hex');
}

/** A phone number of this run. @param template each `?` becomes a digit */
export function phoneOf(template: string): string {
  return fillMarks(template, DIGITS);
}

/**
 * A valid credit code of this run.
 * @param bodyTemplate the first 17 characters; each `?` becomes a character of the standard's alphabet
 * @throws Error when the template has a character that the standard does not know
 */
export function unitCodeOf(bodyTemplate: string): string {
  const body = fillMarks(bodyTemplate, CODE_CHARACTERS);
  const check = creditCodeCheckCharacter(body);
  if (check === undefined) throw new Error(`not the body of a credit code: ${bodyTemplate}`);
  return body + check;
}

function fillMarks(template: string, characters: string): string {
  return template.replace(/\?/g, () => characters.charAt(randomInt(characters.length)));
}

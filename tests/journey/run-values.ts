import { randomBytes, randomInt } from 'node:crypto';
import { CHINA_CALENDAR, creditCodeCheckCharacter, localDay } from '@kequan/contracts';

const CODE_CHARACTERS = '0123456789ABCDEFGHJKLMNPQRTUWXY';
const DIGITS = '0123456789';
const MONTH_MS = 30 * 24 * 3_600_000;

/** A short text that no other run has. */
function newRunName(): string {
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

/** What of every run depends on its day, and digits that no other run has: for invoice numbers and the like. */
export function valuesOfToday(nowMs: number): [name: string, value: string][] {
  const today = localDay(CHINA_CALENDAR, nowMs);
  return [
    ['run', newRunName()],
    ['today', today],
    ['year', today.slice(0, 4)],
    ['inAMonth', localDay(CHINA_CALENDAR, nowMs + MONTH_MS)],
    ['digits', fillMarks('????????????', DIGITS)],
  ];
}

function fillMarks(template: string, characters: string): string {
  return template.replace(/\?/g, () => characters.charAt(randomInt(characters.length)));
}

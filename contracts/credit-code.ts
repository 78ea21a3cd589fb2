import { z } from 'zod';

/** The alphabet of GB 32100-2015: digits and capital letters without I, O, S, V, Z. */
const ALPHABET = '0123456789ABCDEFGHJKLMNPQRTUWXY';
const WEIGHTS = [1, 3, 9, 27, 19, 26, 16, 17, 20, 29, 25, 13, 8, 24, 10, 30, 28];

/**
 * The check character of a unified social credit code (GB 32100-2015, mod 31).
 * @param body the first 17 characters
 * @returns the 18th character, or undefined when the body has a character outside the alphabet or a wrong length
 */
export function creditCodeCheckCharacter(body: string): string | undefined {
  if (body.length !== WEIGHTS.length) return undefined;
  let sum = 0;
  for (const [position, weight] of WEIGHTS.entries()) {
    const value = ALPHABET.indexOf(body.charAt(position));
    if (value < 0) return undefined;
    sum += value * weight;
  }
  // A remainder of 0 gives 31 - 0 = 31, which the standard writes as 0.
  return ALPHABET.charAt((31 - (sum % 31)) % 31);
}

/** Whether a text is a valid 18-character unified social credit code (R16). */
export function isCreditCode(text: string): boolean {
  return text.length === 18 && creditCodeCheckCharacter(text.slice(0, 17)) === text.charAt(17);
}

const ORGANISATION_WEIGHTS = [3, 7, 9, 10, 5, 8, 4, 2];
const ORGANISATION_ALPHABET = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ';

/** Whether a text is a valid organisation code (GB 11714-1997), for units without a credit code yet (SN 4.1, R16). */
export function isOrganisationCode(text: string): boolean {
  const match = /^([0-9A-Z]{8})-?([0-9X])$/.exec(text);
  if (!match?.[1]) return false;
  const sum = Array.from(match[1]).reduce(
    (total, character, position) =>
      total + ORGANISATION_ALPHABET.indexOf(character) * (ORGANISATION_WEIGHTS[position] ?? 0),
    0,
  );
  const check = 11 - (sum % 11);
  return match[2] === (check === 10 ? 'X' : check === 11 ? '0' : String(check));
}

/** A unified social credit code, or an organisation code for units that have not merged their certificates. */
export const UnitCode = z
  .string()
  .max(18)
  .refine((text) => isCreditCode(text) || isOrganisationCode(text), { error: 'UnitCodeInvalid' });

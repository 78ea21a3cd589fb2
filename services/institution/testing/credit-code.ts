import { randomInt } from 'node:crypto';
import { creditCodeCheckCharacter } from '@kequan/contracts';

/** A valid unified social credit code that no other test has. */
export function newCreditCode(): string {
  const body = `91320100${String(randomInt(10 ** 9)).padStart(9, '0')}`;
  return body + String(creditCodeCheckCharacter(body));
}

/** How many digits of a number a sheet keeps; what follows is an error of binary fractions. */
const KEPT_DIGITS = 15;
const LEAST_UNCERTAIN = 10 ** KEPT_DIGITS;

/** A number without its binary tail: 1234.5600000000002 is 1234.56. */
export function keptValue(value: number): number {
  return Number(value.toPrecision(KEPT_DIGITS));
}

/** Whether every digit of a number is certain: of longer ones a sheet keeps the first fifteen only. */
export function isCertain(value: number): boolean {
  return Number.isFinite(value) && Math.abs(value) < LEAST_UNCERTAIN;
}

/** A number in plain digits; null when that would take a power of ten. */
export function plainDigits(value: number): string | null {
  const digits = String(keptValue(value));
  return digits.includes('e') ? null : digits;
}

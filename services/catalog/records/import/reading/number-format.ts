import { keptValue, plainDigits } from './numbers';

/** A number as a cell shows it, and whether that is the whole number. */
export interface ShownNumber {
  shown: string | null;
  exact: boolean;
}

const UNKNOWN: ShownNumber = { shown: null, exact: false };
const TOKENS = /"([^"]*)"|\\(.)|[_*](.)|\[([^\]]*)\]|([#0?,.]+)|(.)/gsu;
const COLOUR = /^(black|blue|cyan|green|magenta|red|white|yellow|color\s?\d+|黑色|红色|蓝色|绿色)$/i;
const PLAIN_SIGNS = /^[¥￥$€()+\- ]$/u;

/**
 * Shows a number by a format code, for the formats that state a number in digits. Percents, powers, fractions, scaled
 * thousands and Chinese numerals are not told: what is written there is another number than the cell's.
 */
export function shownNumber(value: number, code: string): ShownNumber {
  if (code === '@' || /^general$/i.test(code)) {
    const shown = plainDigits(value);
    return { shown, exact: shown !== null };
  }
  const sections = code.split(';');
  const isSpecial = (value < 0 && sections.length > 1) || (value === 0 && sections.length > 2);
  const parts = isSpecial ? undefined : partsOf(sections[0] ?? '');
  const digits = parts && digitsBy(parts.pattern, Math.abs(keptValue(value)));
  if (!parts || digits === undefined) return UNKNOWN;
  const sign = value < 0 ? '-' : '';
  return {
    shown: `${parts.before}${sign}${digits}${parts.after}`.trim(),
    exact: Number(`${sign}${digits.replaceAll(',', '')}`) === keptValue(value),
  };
}

/** What stands before and after the digits of a section; undefined when it does more than that. */
function partsOf(section: string): { before: string; pattern: string; after: string } | undefined {
  let before = '';
  let after = '';
  let pattern: string | undefined;
  for (const [token, quoted, escaped, , bracket, places, sign] of section.matchAll(TOKENS)) {
    if (places !== undefined) {
      if (pattern !== undefined) return undefined;
      pattern = places;
      continue;
    }
    if (sign !== undefined && !PLAIN_SIGNS.test(sign)) return undefined;
    if (bracket !== undefined && !bracket.startsWith('$') && !COLOUR.test(bracket)) return undefined;
    const currency = bracket?.startsWith('$') ? bracket.slice(1).split('-')[0] : undefined;
    const literal = quoted ?? escaped ?? sign ?? currency ?? (token.startsWith('_') ? ' ' : '');
    if (pattern === undefined) before += literal;
    else after += literal;
  }
  return pattern === undefined ? undefined : { before, pattern, after };
}

/** A number's digits by places as `#,##0.00`; undefined when the pattern scales it. */
function digitsBy(pattern: string, value: number): string | undefined {
  const match = /^([#0?,]*)(?:\.([#0?]*))?$/.exec(pattern);
  const [, whole = '', decimals = ''] = match ?? [];
  if (!match || whole.endsWith(',') || decimals.length > 15 || value >= 1e15) return undefined;
  const [wholeDigits = '', decimalDigits = ''] = value.toFixed(decimals.length).split('.');
  const leastWhole = whole.replace(/[^0]/g, '').length;
  const leastDecimals = decimals.lastIndexOf('0') + 1;
  const bare = wholeDigits === '0' && leastWhole === 0 ? '' : wholeDigits.padStart(leastWhole, '0');
  const grouped = whole.includes(',') ? bare.replace(/\B(?=(\d{3})+$)/g, ',') : bare;
  const kept = decimalDigits.slice(0, leastDecimals) + decimalDigits.slice(leastDecimals).replace(/0+$/, '');
  return kept === '' ? grouped : `${grouped}.${kept}`;
}

import type { SheetCell } from './answer';
import { moneyText } from './money-text';
import { isCertain, plainDigits } from './reading/numbers';

/** A cell's value in the form, or the text key of what is wrong with it. */
type CellReading = { value: unknown } | { wrong: string };
export type ReadCell = (cell: SheetCell) => CellReading;

const INVALID = { wrong: 'invalid' };
/** What is left of a long number that became a power of ten and then a text. */
const SCIENTIFIC = /^[+-]?\d(\.\d+)?E[+-]\d{1,3}$/i;

/** A text; a number that was typed in is taken as it is shown, when nothing of it is lost. */
export const textCell: ReadCell = (cell) => {
  switch (cell.type) {
    case 'text': {
      const value = cell.text.trim();
      return SCIENTIFIC.test(value) ? { wrong: 'CellScientific' } : { value };
    }
    case 'number':
      if (!isCertain(Number(cell.raw))) return { wrong: 'CellDigitsLost' };
      return cell.exact && cell.shown !== null ? { value: cell.shown } : { wrong: 'CellShownOtherwise' };
    case 'day':
    case 'boolean':
      return INVALID;
    case 'error':
      return errorValue(cell.text);
  }
};

/** Money in yuan with at most two decimals, as fen. */
export const moneyCell: ReadCell = (cell) => {
  if (cell.type === 'error') return errorValue(cell.text);
  const text = cell.type === 'text' ? cell.text : cell.type === 'number' ? numberInYuan(cell) : undefined;
  const fen = text === undefined ? undefined : moneyText(text);
  return fen === undefined ? INVALID : { value: fen };
};

/** A day: a date of the sheet, or a text as 2024-03-01, 2024/3/1 or 2024年3月1日. */
export const dateCell: ReadCell = (cell) => {
  if (cell.type === 'day') return { value: cell.day };
  if (cell.type === 'error') return errorValue(cell.text);
  const text = cell.type === 'text' ? cell.text.trim() : '';
  const match = /^(\d{4})[-/.年](\d{1,2})[-/.月](\d{1,2})日?$/.exec(text);
  if (!match) return INVALID;
  const [, year = '', month = '', day = ''] = match;
  const value = `${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`;
  const date = new Date(`${value}T00:00:00Z`);
  return !Number.isNaN(date.getTime()) && date.toISOString().slice(0, 10) === value ? { value } : INVALID;
};

/** Several texts, one a line or between semicolons. */
export const listCell: ReadCell = (cell) => {
  const read = textCell(cell);
  if ('wrong' in read) return read;
  const parts = String(read.value).split(/[\n;；]/);
  return { value: parts.map((part) => part.trim()).filter((part) => part !== '') };
};

/** One of some words, by what it stands for. */
export function oneOfCell(words: ReadonlyMap<string, string>): ReadCell {
  return (cell) => {
    if (cell.type === 'error') return errorValue(cell.text);
    const value = cell.type === 'text' ? words.get(cell.text.trim()) : undefined;
    return value === undefined ? { wrong: `notOneOf|options=${[...words.keys()].join(', ')}` } : { value };
  };
}

/** A number's digits; undefined when what the cell shows is no such sum: a percent, 35万, another currency. */
function numberInYuan({ raw, shown }: SheetCell & { type: 'number' }): string | undefined {
  const isMoney = shown !== null && moneyText(shown) !== undefined;
  const isGeneral = shown === plainDigits(Number(raw));
  return isMoney || isGeneral ? (plainDigits(Number(raw)) ?? undefined) : undefined;
}

/** @param text as the file has it, which may be anything */
function errorValue(text: string): CellReading {
  return { wrong: `CellError|value=${/^#[A-Z0-9/!?_]{1,20}$/.test(text) ? text : '#?'}` };
}

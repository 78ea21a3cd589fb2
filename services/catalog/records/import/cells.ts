/** A cell as the sheet gives it. */
export type Cell = string | number | boolean | Date | null;

/** A cell's value in the form, or the text key of what is wrong with it. */
export type ReadCell = (cell: NonNullable<Cell>) => { value: unknown } | { wrong: string };

const INVALID = { wrong: 'invalid' };
const MOST_YUAN = 1e11;

/** A text; a number that was typed in is taken as it is shown. */
export const textCell: ReadCell = (cell) =>
  cell instanceof Date || typeof cell === 'boolean' ? INVALID : { value: String(cell).trim() };

/** Money in yuan with at most two decimals, as fen. */
export const moneyCell: ReadCell = (cell) => {
  const shown = typeof cell === 'number' ? String(cell) : typeof cell === 'string' ? cell.trim() : '';
  const plain = shown.replace(/[,，]/g, '');
  if (!/^\d+(\.\d{1,2})?$/.test(plain)) return INVALID;
  const yuan = Number(plain);
  return yuan > 0 && yuan <= MOST_YUAN ? { value: Math.round(yuan * 100) } : INVALID;
};

/** A day: a date of the sheet, or a text as 2024-03-01, 2024/3/1 or 2024年3月1日. */
export const dateCell: ReadCell = (cell) => {
  if (cell instanceof Date) return Number.isNaN(cell.getTime()) ? INVALID : { value: dayOf(cell) };
  const match = /^(\d{4})[-/.年](\d{1,2})[-/.月](\d{1,2})日?$/.exec(String(cell).trim());
  if (!match) return INVALID;
  const [, year = '', month = '', day = ''] = match;
  const value = `${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`;
  const date = new Date(`${value}T00:00:00Z`);
  return !Number.isNaN(date.getTime()) && dayOf(date) === value ? { value } : INVALID;
};

/** Several texts, one a line or between semicolons. */
export const listCell: ReadCell = (cell) => ({
  value: String(cell)
    .split(/[\n;；]/)
    .map((part) => part.trim())
    .filter((part) => part !== ''),
});

/** One of some words, by what it stands for. */
export function oneOfCell(words: ReadonlyMap<string, string>): ReadCell {
  return (cell) => {
    const value = words.get(String(cell).trim());
    return value === undefined ? { wrong: `notOneOf|options=${[...words.keys()].join(', ')}` } : { value };
  };
}

function dayOf(date: Date): string {
  return date.toISOString().slice(0, 10);
}

import { LAST_COLUMN, LAST_ROW } from './limits';
import { refusal } from './refusal';

/** A row's number from 1. @param written the attribute `r`; without it the row follows the last one @throws SheetRefusal */
export function rowNoOf(written: string | undefined, last: number): number {
  const rowNo = written === undefined ? last + 1 : Number(written);
  if (!Number.isSafeInteger(rowNo)) throw refusal('Unreadable');
  if (rowNo > LAST_ROW) throw refusal('TooMuch');
  // A row twice, or before another, is read one way by one reader and otherwise by the next.
  if (rowNo <= last) throw refusal('Unreadable');
  return rowNo;
}

/** A cell's column from 0. @param written the attribute `r`; without it the cell follows the last one @throws SheetRefusal */
export function columnOf(written: string | undefined, rowNo: number, last: number): number {
  const [, letters = '', row] = /^([A-Z]{1,3})(\d{1,8})$/.exec(written ?? '') ?? [];
  if (written !== undefined && Number(row) !== rowNo) throw refusal('Unreadable');
  const column = written === undefined ? last + 1 : numberOf(letters) - 1;
  if (column >= LAST_COLUMN) throw refusal('TooMuch');
  if (column <= last) throw refusal('Unreadable');
  return column;
}

function numberOf(letters: string): number {
  return Array.from(letters).reduce((sum, letter) => sum * 26 + letter.charCodeAt(0) - 64, 0);
}

import type { SheetCell } from '../answer';
import { dayOfIso, dayOfSerial, showsDay } from './days';
import { shownNumber } from './number-format';
import { refusal } from './refusal';

/** What a cell is read with. */
export interface CellContext {
  sharedStrings: readonly string[];
  formats: readonly string[];
  is1904: boolean;
}

/** A cell as it is written. */
export interface WrittenCell {
  /** The attribute `t`. */
  type: string;
  /** The attribute `s`. */
  style: number;
  text: string;
}

/** Reads a cell that is not empty. @throws SheetRefusal when it cannot be what it says */
export function cellOf({ type, style, text }: WrittenCell, context: CellContext): SheetCell {
  switch (type) {
    case 's': {
      const shared = /^\d+$/.test(text.trim()) ? context.sharedStrings[Number(text)] : undefined;
      if (shared === undefined) throw refusal('Unreadable');
      return { type: 'text', text: shared };
    }
    case 'inlineStr':
    case 'str':
      return { type: 'text', text };
    case 'b':
      return { type: 'boolean', text };
    case 'e':
      return { type: 'error', text: text.trim() };
    case 'd': {
      const day = dayOfIso(text);
      return day === undefined ? { type: 'text', text } : { type: 'day', day };
    }
    case 'n':
      return numberCell(text.trim(), context.formats[style] ?? 'General', context.is1904);
    default:
      throw refusal('Unreadable');
  }
}

function numberCell(raw: string, format: string, is1904: boolean): SheetCell {
  if (!/^[+-]?(\d+(\.\d*)?|\.\d+)(e[+-]?\d+)?$/i.test(raw)) throw refusal('Unreadable');
  const value = Number(raw);
  const day = showsDay(format) ? dayOfSerial(value, is1904) : undefined;
  return day === undefined ? { type: 'number', raw, ...shownNumber(value, format) } : { type: 'day', day };
}

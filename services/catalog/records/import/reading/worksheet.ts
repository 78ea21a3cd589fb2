import type { SheetRow } from '../answer';
import { cellOf, type CellContext, type WrittenCell } from './cell';
import { LIMITS, MOST_ROWS } from './limits';
import { columnOf, rowNoOf } from './place';
import { refusal } from './refusal';
import { TextRun } from './text-run';
import { readXml, type Attributes } from './xml';

const ROW = 'worksheet/sheetData/row';
const CELL = `${ROW}/c`;
const TEXTS = new Set([`${CELL}/v`, `${CELL}/is/t`, `${CELL}/is/r/t`]);

/**
 * The rows of a worksheet that have something in them. Blank cells are passed over however many there are; one that is
 * filled beyond what a sheet may hold ends the reading there.
 * @throws SheetRefusal
 */
export function rowsOf(content: Buffer, context: CellContext): SheetRow[] {
  const reading = new WorksheetReading(context);
  readXml(content, reading);
  return reading.rows;
}

class WorksheetReading {
  readonly rows: SheetRow[] = [];
  private readonly run = new TextRun();
  private row: SheetRow = { rowNo: 0, cells: [] };
  private column = -1;
  private written: Omit<WrittenCell, 'text'> = { type: 'n', style: 0 };
  private characters = 0;

  constructor(private readonly context: CellContext) {}

  open(path: string, attributes: Attributes): void {
    if (!path.includes('/') && path !== 'worksheet') throw refusal('Unreadable');
    // What a formula showed when it was saved, nobody has checked.
    if (path === `${CELL}/f`) throw refusal('Formula');
    if (path === ROW) {
      this.row = { rowNo: rowNoOf(attributes.get('r'), this.row.rowNo), cells: [] };
      this.column = -1;
    }
    if (path === CELL) {
      this.column = columnOf(attributes.get('r'), this.row.rowNo, this.column);
      this.written = { type: attributes.get('t') ?? 'n', style: Number(attributes.get('s') ?? 0) };
    }
  }

  text(path: string, piece: string): void {
    if (TEXTS.has(path)) this.run.add(piece);
  }

  close(path: string): void {
    if (path === CELL) this.take(this.run.take());
    if (path === ROW && this.row.cells.length > 0) this.rows.push(this.row);
  }

  private take(text: string): void {
    if (text.trim() === '') return;
    const cell = cellOf({ ...this.written, text }, this.context);
    const characters = 'text' in cell ? cell.text.trim().length : text.length;
    if (characters === 0) return;
    this.characters += characters;
    const isBeyond = this.row.rowNo > MOST_ROWS + 1 || this.column >= LIMITS.columns;
    if (isBeyond || this.characters > LIMITS.sheetCharacters) throw refusal('TooMuch');
    this.row.cells.push({ at: this.column, cell });
  }
}

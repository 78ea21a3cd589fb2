import { Workbook } from 'exceljs';
import type { RecordKind } from '@kequan/contracts';
import { COLUMNS, headingOf } from '../records/import/columns';
import { templateOf } from '../records/import/template';

/** A row by the last name of each column's path. */
export type SheetRow = Record<string, unknown>;

/** The template of a kind, filled in. @param change what else is done to the workbook */
export async function filledTemplate(
  kind: RecordKind,
  rows: readonly SheetRow[],
  change: (book: Workbook) => void = () => undefined,
): Promise<Buffer> {
  const book = new Workbook();
  await book.xlsx.load((await templateOf(kind)) as unknown as ArrayBuffer);
  const [sheet] = book.worksheets;
  for (const [index, row] of rows.entries())
    for (const [at, { path }] of COLUMNS[kind].entries()) {
      const value = row[path.at(-1) ?? ''];
      if (sheet && value !== undefined) sheet.getCell(index + 2, at + 1).value = value as string;
    }
  change(book);
  return Buffer.from(await book.xlsx.writeBuffer());
}

/** The path by which a wrong cell is named. */
export function cellPath(kind: RecordKind, rowNo: number, name: string): string {
  const column = COLUMNS[kind].find(({ path }) => path.at(-1) === name);
  return `rows.${rowNo}.${column ? headingOf(kind, column) : name}`;
}

/** A good row of instruments. */
export function instrumentRow(more: SheetRow = {}): SheetRow {
  return {
    name: '电子万能试验机',
    model: 'CMT5105',
    assetNo: '20210001',
    manufacturer: '美特斯',
    originalValueFen: 350_000.5,
    purchasedOn: new Date('2021-04-02T00:00:00Z'),
    ...more,
  };
}

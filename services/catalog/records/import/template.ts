import { Workbook } from 'exceljs';
import { text, type RecordKind } from '@kequan/contracts';
import { COLUMNS, headingOf, hintOf } from './columns';
import { MOST_ROWS } from './reading/limits';

/** The template of a kind as .xlsx: headings with hints, drop-downs, and a second sheet that explains them (SN 4.2). */
export async function templateOf(kind: RecordKind): Promise<Buffer> {
  const book = new Workbook();
  const sheet = book.addWorksheet(text('zh', `stages.${kind}`), { views: [{ state: 'frozen', ySplit: 1 }] });
  const help = book.addWorksheet(text('zh', 'import.help'));
  for (const [index, column] of COLUMNS[kind].entries()) {
    const at = index + 1;
    const heading = headingOf(kind, column);
    sheet.getColumn(at).width = Math.max(14, heading.length * 3);
    const cell = sheet.getCell(1, at);
    cell.value = heading;
    cell.font = { bold: true, color: { argb: column.required ? 'FFC00000' : 'FF000000' } };
    cell.note = hintOf(kind, column);
    if (column.options)
      for (let row = 2; row <= MOST_ROWS + 1; row += 1)
        sheet.getCell(row, at).dataValidation = {
          type: 'list',
          allowBlank: !column.required,
          formulae: [`"${column.options.join(',')}"`],
        };
    const required = text('zh', column.required ? 'import.required' : 'import.optional');
    help.addRow([heading, required, hintOf(kind, column)]);
  }
  help.getColumn(1).width = 24;
  help.getColumn(3).width = 70;
  help.addRow([]);
  help.addRow([text('zh', 'import.about', { rows: MOST_ROWS })]);
  return Buffer.from(await book.xlsx.writeBuffer());
}

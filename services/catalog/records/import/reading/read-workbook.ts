import type { SheetRow } from '../answer';
import { requirePackage } from './kind-of-file';
import { unpack } from './package';
import { sharedStringsOf } from './shared-strings';
import { formatsOf } from './styles';
import { workbookParts } from './workbook';
import { rowsOf } from './worksheet';

/** The filled rows of a workbook's first visible worksheet. Run in a process of its own (`main.ts`). @throws SheetRefusal */
export async function readWorkbook(file: Buffer): Promise<SheetRow[]> {
  requirePackage(file);
  const { sheet, sharedStrings, styles, is1904 } = workbookParts(await unpack(file));
  return rowsOf(sheet, { sharedStrings: sharedStringsOf(sharedStrings), formats: formatsOf(styles), is1904 });
}

import { LIMITS } from './limits';
import type { Parts } from './package';
import { refusal } from './refusal';
import { partFor, relationshipsOf } from './relationships';
import { readXml } from './xml';

const USUAL_WORKBOOK = 'xl/workbook.xml';

/** The parts that a sheet is read from. */
export interface WorkbookParts {
  sheet: Buffer;
  sharedStrings: Buffer | undefined;
  styles: Buffer | undefined;
  /** Whether its days are counted from 1904. */
  is1904: boolean;
}

/**
 * Finds the first worksheet that a person sees: hidden ones hold lists, and a chart is no table.
 * @throws SheetRefusal `NotXlsx` when the package is something else, `Empty` when no worksheet is visible
 */
export function workbookParts(parts: Parts): WorkbookParts {
  if (parts.size === 0) throw refusal('Unreadable');
  const part = partFor(relationshipsOf(parts, ''), 'officeDocument') ?? USUAL_WORKBOOK;
  const content = parts.get(part);
  if (!content || part.endsWith('.bin')) throw refusal('NotXlsx');
  const { sheetIds, is1904 } = read(content);
  const relationships = relationshipsOf(parts, part);
  const ofKind = (kind: string): Buffer | undefined => parts.get(partFor(relationships, kind) ?? '');
  const name = sheetIds
    .map((id) => relationships.get(id))
    .find((relationship) => relationship?.kind === 'worksheet')?.part;
  if (name === undefined) throw refusal(sheetIds.length > 0 ? 'Empty' : 'Unreadable');
  const sheet = parts.get(name);
  if (!sheet) throw refusal('Unreadable');
  return { sheet, sharedStrings: ofKind('sharedStrings'), styles: ofKind('styles'), is1904 };
}

/** The relationships of the visible sheets in the order of their tabs. */
function read(content: Buffer): { sheetIds: string[]; is1904: boolean } {
  const sheetIds: string[] = [];
  let is1904 = false;
  let sheets = 0;
  readXml(content, {
    open(path, attributes) {
      if (!path.includes('/') && path !== 'workbook') throw refusal('NotXlsx');
      if (path === 'workbook/workbookPr') is1904 = /^(1|true)$/.test(attributes.get('date1904') ?? '');
      if (path !== 'workbook/sheets/sheet') return;
      sheets += 1;
      if (sheets > LIMITS.sheets) throw refusal('TooMuch');
      if ((attributes.get('state') ?? 'visible') === 'visible') sheetIds.push(attributes.get('r:id') ?? '');
    },
  });
  return { sheetIds, is1904 };
}

import { zipOf, type ZipEntry } from './zip';

const MAIN = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main';
const OFFICE = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';
const PACKAGE = 'http://schemas.openxmlformats.org/package/2006/relationships';

/** What a workbook is written with. */
export interface WorkbookText {
  /** What stands in `sheetData`. */
  rows: string;
  sharedStrings?: string;
  /** Format codes; cells name them by `s="0"` and on. */
  formats?: readonly string[];
  /** What stands before the sheets. */
  properties?: string;
}

/** The files of a workbook that is written by hand, for what no library writes. */
export function workbookEntries({ rows, sharedStrings, formats, properties = '' }: WorkbookText): ZipEntry[] {
  const relationships = [
    relationship('r1', 'worksheet', 'worksheets/sheet1.xml'),
    ...(sharedStrings === undefined ? [] : [relationship('r2', 'sharedStrings', 'sharedStrings.xml')]),
    ...(formats === undefined ? [] : [relationship('r3', 'styles', 'styles.xml')]),
  ];
  const sheets = `<sheets><sheet name="a" sheetId="1" r:id="r1"/></sheets>`;
  return [
    {
      name: 'xl/workbook.xml',
      content: `<workbook xmlns="${MAIN}" xmlns:r="${OFFICE}">${properties}${sheets}</workbook>`,
    },
    {
      name: 'xl/_rels/workbook.xml.rels',
      content: `<Relationships xmlns="${PACKAGE}">${relationships.join('')}</Relationships>`,
    },
    {
      name: 'xl/worksheets/sheet1.xml',
      content: `<worksheet xmlns="${MAIN}"><sheetData>${rows}</sheetData></worksheet>`,
    },
    { name: 'xl/sharedStrings.xml', content: `<sst xmlns="${MAIN}">${sharedStrings ?? ''}</sst>` },
    { name: 'xl/styles.xml', content: stylesOf(formats ?? []) },
  ];
}

/** A workbook that is written by hand. */
export function workbook(text: WorkbookText): Buffer {
  return zipOf(workbookEntries(text));
}

function relationship(id: string, kind: string, target: string): string {
  return `<Relationship Id="${id}" Type="${OFFICE}/${kind}" Target="${target}"/>`;
}

function stylesOf(formats: readonly string[]): string {
  const codes = formats.map(
    (code, at) => `<numFmt numFmtId="${200 + at}" formatCode="${code.replaceAll('"', '&quot;')}"/>`,
  );
  const styles = formats.map((_, at) => `<xf numFmtId="${200 + at}"/>`);
  return `<styleSheet xmlns="${MAIN}"><numFmts>${codes.join('')}</numFmts><cellXfs>${styles.join('')}</cellXfs></styleSheet>`;
}

import { workbook, workbookEntries } from '../../../testing/workbooks';
import { zipOf, type ZipEntry } from '../../../testing/zip';
import { readWorkbook } from './read-workbook';

const GOOD = '<row r="1"><c r="A1" t="inlineStr"><is><t>a</t></is></c></row>';
const GOOD_ROW = { rowNo: 1, cells: [{ at: 0, cell: { type: 'text', text: 'a' } }] };
const refused = async (file: Buffer) => readWorkbook(file).catch((error: unknown) => error);
const cell = (place: string, text = '.') => `<c r="${place}" t="inlineStr"><is><t>${text}</t></is></c>`;
const row = (rowNo: number, ...cells: string[]) => `<row r="${rowNo}">${cells.join('')}</row>`;
const inPackage = (...more: ZipEntry[]) => zipOf([...workbookEntries({ rows: GOOD }), ...more]);

describe('P1: bounds that are checked while a sheet is read', () => {
  it('when a row is numbered thirty millions, then it is too much at once', async () => {
    const rows = `${GOOD}<row r="30000000"/>`;
    expect(await refused(workbook({ rows }))).toMatchObject({ reason: 'TooMuch' });
  });

  it.each([
    ['the last cell', row(1_048_576, cell('XFD1048576'))],
    ['the last column', row(2, cell('XFD2'))],
    ['a column that does not exist', row(2, cell('XFE2'))],
    ['the first row too many', row(502, cell('A502'))],
    ['a text that no cell holds', row(2, cell('A2', 'x'.repeat(32_768)))],
    ['elements within elements', '<a>'.repeat(40) + '</a>'.repeat(40)],
  ])('when there is %s, then it is too much', async (_, more) => {
    expect(await refused(workbook({ rows: GOOD + more }))).toMatchObject({ reason: 'TooMuch' });
  });

  it('when cells far away are blank, then they do not count', async () => {
    const blank = row(1_048_576, '<c r="XFD1048576" s="0"/>');
    expect(await readWorkbook(workbook({ rows: GOOD + blank }))).toEqual([GOOD_ROW]);
  });

  it('when one long shared text stands everywhere, then what it comes to is counted', async () => {
    const rows = Array.from({ length: 100 }, (_, at) =>
      row(at + 1, `<c r="A${at + 1}" t="s"><v>0</v></c>`),
    ).join('');
    const sharedStrings = `<si><t>${'x'.repeat(30_000)}</t></si>`;
    expect(await refused(workbook({ rows, sharedStrings }))).toMatchObject({ reason: 'TooMuch' });
  });

  it.each([
    ['the same row twice', GOOD + GOOD],
    ['a row before another', row(3) + row(2)],
    ['a cell of another row', row(2, cell('A3'))],
    ['the same cell twice', row(2, cell('A2'), cell('A2'))],
    ['a shared text that there is not', '<row r="1"><c r="A1" t="s"><v>7</v></c></row>'],
    ['a number that is none', '<row r="1"><c r="A1"><v>0x10</v></c></row>'],
    ['an entity that nobody declared', row(2, cell('A2', '&b;'))],
  ])('when there is %s, then nobody guesses what was meant', async (_, rows) => {
    expect(await refused(workbook({ rows }))).toMatchObject({ reason: 'Unreadable' });
  });
});

describe('P1: a package is read by its directory alone', () => {
  it('when a file is missing from the directory, then it is not there', async () => {
    const entries = workbookEntries({ rows: GOOD });
    const hidden = { name: 'xl/worksheets/sheet1.xml', content: '<!DOCTYPE a><a/>', listed: false };
    expect(await readWorkbook(zipOf([hidden, ...entries]))).toEqual([GOOD_ROW]);
    const unlisted = entries.map((one) => ({ ...one, listed: !one.name.includes('sheet1') }));
    expect(await refused(zipOf(unlisted))).toMatchObject({ reason: 'Unreadable' });
  });

  it.each(['xl/worksheets/sheet1.xml', 'XL/Worksheets/Sheet1.xml'])(
    'when the directory names a file twice as %s, then it is unreadable',
    async (name) => {
      expect(await refused(inPackage({ name, content: 'x' }))).toMatchObject({ reason: 'Unreadable' });
    },
  );

  it('when files share bytes, then it is unreadable', async () => {
    const file = inPackage({ name: 'a', content: 'same' }, { name: 'b', content: 'same' });
    const second = file.lastIndexOf(Buffer.from('PK\x01\x02', 'latin1'));
    const first = file.lastIndexOf(Buffer.from('PK\x01\x02', 'latin1'), second - 1);
    file.copy(file, second + 42, first + 42, first + 46);
    expect(await refused(file)).toMatchObject({ reason: 'Unreadable' });
  });

  it('when a file is damaged, then its checksum tells', async () => {
    const file = inPackage();
    const sum = file.indexOf(Buffer.from('PK\x01\x02', 'latin1')) + 16;
    file.writeUInt8(file.readUInt8(sum) ^ 1, sum);
    expect(await refused(file)).toMatchObject({ reason: 'Unreadable' });
  });

  it('when a file is encrypted, then he is told of the password', async () => {
    const secret = inPackage({ name: 'a', content: 'a', encrypted: true });
    expect(await refused(secret)).toMatchObject({ reason: 'Password' });
  });

  it('when many files unpack to too much together, then it is too much', async () => {
    const parts = Array.from({ length: 3 }, (_, at) => ({ name: `${at}`, content: Buffer.alloc(8 << 20) }));
    expect(await refused(inPackage(...parts))).toMatchObject({ reason: 'TooMuch' });
  });

  it('when it is no workbook, or an old one, then it is not .xlsx', async () => {
    const text = zipOf([{ name: 'word/document.xml', content: '<document/>' }]);
    expect(await refused(text)).toMatchObject({ reason: 'NotXlsx' });
    const old = Buffer.concat([
      Buffer.from('d0cf11e0a1b11ae1', 'hex'),
      Buffer.alloc(504),
      Buffer.from('Workbook\0', 'utf16le'),
    ]);
    expect(await refused(old)).toMatchObject({ reason: 'NotXlsx' });
  });
});

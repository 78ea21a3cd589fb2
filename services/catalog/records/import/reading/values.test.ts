import { workbook } from '../../../testing/workbooks';
import { moneyCell, textCell } from '../cells';
import { dayOfIso, dayOfSerial } from './days';
import { shownNumber } from './number-format';
import { readWorkbook } from './read-workbook';

async function cellOf(written: string, more: { formats?: string[]; properties?: string } = {}) {
  const rows = await readWorkbook(workbook({ rows: `<row><c ${written}</c></row>`, ...more }));
  return rows[0]?.cells[0]?.cell;
}

const numberAs = (value: number, format: string) => ({
  type: 'number' as const,
  raw: String(value),
  ...shownNumber(value, format),
});

it.each([
  [1234, '00000000', '00001234'],
  [12, '"A-"0000', 'A-0012'],
  [1_234_567.5, '#,##0.00', '1,234,567.50'],
  [0.5, '0.0##', '0.5'],
  [-3, '0', '-3'],
  [1234.56, '[$¥-804]#,##0.00', '¥1,234.56'],
])('when %d has the format %s, then it is shown as %s', (value, format, shown) => {
  expect(shownNumber(value, format)).toEqual({ shown, exact: true });
});

it.each([
  [1234.6, '0'],
  [0.5, '0%'],
  [350_000, '0,'],
  [202_111, '0.00E+00'],
  [35, '[DBNum1]General'],
  [1e-9, 'General'],
])('when the format of %d, %s, shows another number, then as a text it is refused (C05)', (value, format) => {
  expect(textCell(numberAs(value, format))).toEqual({ wrong: 'CellShownOtherwise' });
});

it.each([
  [1234.5600000000002, 'General', 123_456],
  [350_000.5, '#,##0', 35_000_050],
  [350_000.5, '¥#,##0.00', 35_000_050],
  [0.1 + 0.2, 'General', 30],
])('when %d with the format %s is money, then it is %d fen (C10)', (value, format, fen) => {
  expect(moneyCell(numberAs(value, format))).toEqual({ value: fen });
});

it.each([
  [35, '0"万"'],
  [0.5, '0%'],
  [350_000, '0,'],
  [100, '"$"0'],
  [1.005, 'General'],
  [1e15, 'General'],
])('when %d with the format %s is no sum in yuan, then it is refused (C10)', (value, format) => {
  expect(moneyCell(numberAs(value, format))).toEqual({ wrong: 'invalid' });
});

it('when days are counted from 1900 or 1904, then they are the days that Excel shows', () => {
  expect([1, 59, 60, 61, 44_288, 0, 2_958_466].map((serial) => dayOfSerial(serial, false))).toEqual([
    '1900-01-01',
    '1900-02-28',
    undefined,
    '1900-03-01',
    '2021-04-02',
    undefined,
    undefined,
  ]);
  expect(dayOfSerial(42_826, true)).toBe('2021-04-02');
  expect(['2021-04-02T23:59:59Z', '2021-02-30', '2 April'].map(dayOfIso)).toEqual([
    '2021-04-02',
    undefined,
    undefined,
  ]);
});

it('when a cell is a date, an error or a truth value, then it says so', async () => {
  const formats = ['yyyy"年"m"月"d"日"', 'h:mm'];
  const day = { type: 'day', day: '2021-04-02' };
  expect(await cellOf('s="0"><v>44288.75</v>', { formats })).toEqual(day);
  const from1904 = { formats, properties: '<workbookPr date1904="1"/>' };
  expect(await cellOf('s="0"><v>42826</v>', from1904)).toEqual(day);
  expect(await cellOf('s="1"><v>0.5</v>', { formats })).toMatchObject({ type: 'number', shown: null });
  expect(await cellOf('t="e"><v>#DIV/0!</v>')).toEqual({ type: 'error', text: '#DIV/0!' });
  expect(await cellOf('t="b"><v>1</v>')).toEqual({ type: 'boolean', text: '1' });
});

it('when a text is rich, pronounced or escaped, then it is its characters', async () => {
  const rich =
    '<is><r><t>拉</t></r><r><t xml:space="preserve">伸_x000D_ </t></r><rPh sb="0" eb="1"><t>la</t></rPh></is>';
  expect(await cellOf(`t="inlineStr">${rich}`)).toEqual({ type: 'text', text: '拉伸\r ' });
});

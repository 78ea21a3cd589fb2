import { caseFile, importedInChild, refusalOf } from '../../testing/imported';
import { cellPath, filledTemplate, instrumentRow } from '../../testing/sheets';
import { draftsIn } from './rows';

const NORMAL = { basic: { name: '电子万能试验机', originalValueFen: 35_000_050, purchasedOn: '2021-04-02' } };
const imported = (name: string) => draftsIn('instrument', caseFile(name));
const refused = (name: string) => refusalOf(caseFile(name));
const inCell = (column: string, message: string) => ({
  code: 'ImportRowsInvalid',
  fields: [[cellPath('instrument', 2, column), message]],
});
const file = (message: string) => ({ code: 'ImportFileRefused', fields: [['body.file', message]] });

describe('C05: an identifier that the sheet has changed', () => {
  it('when a number has more digits than a sheet keeps, then its cell is refused', async () => {
    expect(await refused('c05-long-number')).toEqual(inCell('assetNo', 'CellDigitsLost'));
  });

  it('when it is a power of ten as a text, then its cell is refused (C05b)', async () => {
    expect(await refused('c05b-scientific-text')).toEqual(inCell('assetNo', 'CellScientific'));
  });

  it('when its format shows leading zeros, then it is taken as shown (C05c)', async () => {
    expect(await imported('c05c-leading-zeros')).toMatchObject([{ basic: { assetNo: '00001234' } }]);
  });
});

describe('C07: a stray cell far away', () => {
  it('when it is the last cell of the sheet, then it is refused and a small process lives on (P1)', async () => {
    expect((await importedInChild('c07-stray-last-cell')).refusal).toEqual(file('SheetTooMuch'));
  });

  it('when it is in row 20000, then it is refused (C07b)', async () => {
    expect(await refused('c07b-stray-row-20000')).toEqual(file('SheetTooMuch'));
  });

  it('when 600 rows are blank, then they do not count (C07c)', async () => {
    expect(await imported('c07c-blank-rows')).toMatchObject([NORMAL]);
  });
});

describe('C09: not a plain workbook with one sheet', () => {
  it.each(['c09-hidden-first', 'c09b-chartsheet-first'])(
    'when %s, then the first visible worksheet is read',
    async (name) => {
      expect(await imported(name)).toMatchObject([NORMAL]);
    },
  );

  it('when it has a password, then he is told so (C09c)', async () => {
    expect(await refused('c09c-encrypted')).toEqual(file('SheetPassword'));
  });

  it('when it is a CSV, then he is told to save it as .xlsx (C09d)', async () => {
    expect(await refused('c09d-gbk.csv')).toEqual(file('SheetNotXlsx'));
  });
});

describe('C10: sums of money', () => {
  it('when a comma is a decimal one, then the cell is refused', async () => {
    expect(await refused('c10-comma-decimal')).toEqual(inCell('originalValueFen', 'invalid'));
  });

  it.each(['1,2,3', '1,20,000', '12,34.5', ',100', '1,234,56'])(
    'when commas do not part thousands as in %s, then the cell is refused',
    async (sum) => {
      const sheet = await filledTemplate('instrument', [instrumentRow({ originalValueFen: sum })]);
      expect(await refusalOf(sheet)).toEqual(inCell('originalValueFen', 'invalid'));
    },
  );

  it('when a number has a binary tail, then it is what is shown (C10b)', async () => {
    expect(await imported('c10b-float-tail')).toMatchObject([{ basic: { originalValueFen: 123_456 } }]);
  });
});

it('C11: when an optional cell is an error, then it is named and nothing is imported', async () => {
  expect(await refused('c11-error-optional')).toEqual(inCell('location', 'CellError|value=#N/A'));
});

it.each(['UTC', 'Asia/Shanghai', 'America/Los_Angeles'])(
  'C12: when a strict workbook writes a date and the process is in %s, then the day is the one written',
  async (TZ) => {
    const { drafts } = await importedInChild('c12-strict-iso-date', { env: { TZ } });
    expect(drafts).toMatchObject([{ basic: { purchasedOn: '2021-04-02' } }]);
  },
);

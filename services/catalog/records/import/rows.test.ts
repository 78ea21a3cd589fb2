import { refusalOf as refusal } from '../../testing/imported';
import { cellPath, filledTemplate, instrumentRow } from '../../testing/sheets';
import { zipOf } from '../../testing/zip';
import { draftsIn } from './rows';

describe('a sheet that is imported', () => {
  it('when every row is good, then each is a draft, with money in fen and days as days', async () => {
    const file = await filledTemplate('instrument', [
      instrumentRow(),
      {},
      instrumentRow({ assetNo: '=1+1', originalValueFen: '1,200,000.00', purchasedOn: '2020/3/9' }),
    ]);
    expect(await draftsIn('instrument', file)).toMatchObject([
      { basic: { assetNo: '20210001', originalValueFen: 35_000_050, purchasedOn: '2021-04-02' } },
      { basic: { assetNo: '=1+1', originalValueFen: 120_000_000, purchasedOn: '2020-03-09' } },
    ]);
  });

  it('when it is of accreditations or capabilities, then words and lists are read', async () => {
    const accreditation = {
      name: '资质认定',
      accreditationKind: '检验检测机构资质认定（CMA）',
      certificateNo: '210000123456',
      issuedBy: '陕西省市场监督管理局',
      issuedOn: '2024年3月1日',
      validUntil: '2030.2.28',
    };
    expect(
      await draftsIn('accreditation', await filledTemplate('accreditation', [accreditation])),
    ).toMatchObject([{ accreditationKind: 'cma', issuedOn: '2024-03-01', validUntil: '2030-02-28' }]);
    const capability = {
      testingField: '材料',
      testedObject: '金属',
      item: '拉伸',
      standards: 'GB/T 1；GB/T 2',
    };
    expect(await draftsIn('capability', await filledTemplate('capability', [capability]))).toMatchObject([
      { standards: ['GB/T 1', 'GB/T 2'] },
    ]);
  });

  it('when cells are wrong, then each is named by row and heading and nothing is imported', async () => {
    const at = (rowNo: number, name: string) => cellPath('instrument', rowNo, name);
    const file = await filledTemplate('instrument', [
      instrumentRow(),
      instrumentRow({ name: undefined, originalValueFen: '很贵', purchasedOn: '2021-02-30' }),
      instrumentRow({ assetNo: '3', originalValueFen: 1.005, model: 'x'.repeat(101) }),
    ]);
    const { code, fields } = await refusal(file);
    expect(code).toBe('ImportRowsInvalid');
    expect(fields).toEqual([
      [at(3, 'name'), 'required'],
      [at(3, 'assetNo'), 'SameAsRow|row=2'],
      [at(3, 'originalValueFen'), 'invalid'],
      [at(3, 'purchasedOn'), 'invalid'],
      [at(4, 'originalValueFen'), 'invalid'],
      [at(4, 'model'), 'tooLong|maximum=100'],
    ]);
  });

  it('when a heading is missing or unknown, then it is named', async () => {
    const file = await filledTemplate('instrument', [instrumentRow()], (book) => {
      const cell = book.worksheets[0]?.getCell(1, 1);
      if (cell) cell.value = '名字';
    });
    expect((await refusal(file)).fields).toEqual([
      ['rows.1.名字', 'unknown'],
      [cellPath('instrument', 1, 'name'), 'required'],
    ]);
  });
});

describe('a file that is not read', () => {
  const refusedAs = async (file: Buffer) => (await refusal(file)).fields;

  it('when it has no rows, or too many, then it says so', async () => {
    expect(await refusedAs(await filledTemplate('instrument', []))).toEqual([['body.file', 'SheetEmpty']]);
    const many = Array.from({ length: 501 }, (_, index) => instrumentRow({ assetNo: String(index) }));
    expect(await refusedAs(await filledTemplate('instrument', many))).toEqual([
      ['body.file', 'SheetTooMuch'],
    ]);
  });

  it('when a cell has a formula, then its value is not trusted', async () => {
    const value = { formula: 'SUM(1,2)', result: 300_000 };
    const file = await filledTemplate('instrument', [instrumentRow({ originalValueFen: value })]);
    expect(await refusedAs(file)).toEqual([['body.file', 'SheetFormula']]);
  });

  it.each([
    ['nothing', Buffer.alloc(0)],
    ['an end of a ZIP alone', Buffer.concat([Buffer.from('PK\x05\x06', 'latin1'), Buffer.alloc(18)])],
  ])('when it is %s, then it is unreadable', async (_, file) => {
    expect(await refusedAs(file)).toEqual([['body.file', 'SheetUnreadable']]);
  });

  it('when it is another kind of file, then he is told to save it as .xlsx', async () => {
    expect(await refusedAs(Buffer.from('%PDF-1.7'))).toEqual([['body.file', 'SheetNotXlsx']]);
  });

  it('when half of it is missing, then it is unreadable', async () => {
    const file = await filledTemplate('instrument', [instrumentRow()]);
    expect(await refusedAs(file.subarray(0, file.length / 2))).toEqual([['body.file', 'SheetUnreadable']]);
  });

  it('when it unpacks to much more than it says, then it is not unpacked', async () => {
    expect(
      await refusedAs(zipOf([{ name: 'xl/media/a.bin', content: Buffer.alloc(30 * 1024 * 1024) }])),
    ).toEqual([['body.file', 'SheetTooMuch']]);
  });

  it('when it declares entities, then nothing parses it', async () => {
    const xml = Buffer.from('<!DOCTYPE a [<!ENTITY b "bbbb">]><a>&b;</a>');
    expect(await refusedAs(zipOf([{ name: 'xl/workbook.xml', content: xml }]))).toEqual([
      ['body.file', 'SheetDocumentType'],
    ]);
  });
});

import { bankFileText } from './bank-file';
import { periodByHand } from './batch-process';
import { settlementSettings } from './config';
import { csvLine, csvRecords } from './csv';
import { publicTitle } from './names';

describe('what the public reads of a name', () => {
  test.each([
    ['王小明 · 成分检测', '王** · 成分检测'],
    ['李四', '李*'],
    ['欧阳修文（个体） · 检测', '欧***（个体） · 检测'],
    ['西安秦科精密制造有限公司 · 水质检测', '西安秦科精密制造有限公司 · 水质检测'],
    ['精测院 · 成分检测', '精测院 · 成分检测'],
    ['创新工场', '创***'],
  ])('when a title is %s, then it reads %s', (title, shown) => {
    expect(publicTitle(title)).toBe(shown);
  });
});

it('M20: when a batch is begun by hand at one in the morning in China, then its period is that day, not the one before', () => {
  const atMs = Date.parse('2026-12-01T01:30:00+08:00');
  const hex = atMs.toString(16).padStart(12, '0');
  const id = `${hex.slice(0, 8)}-${hex.slice(8)}-7000-8000-0000003fa9c1`;
  expect(periodByHand(id)).toBe('2026-12-01T0130-3fa9c1');
});

describe('a record of CSV', () => {
  test.each([[['a', 'b,c', 'say "x"', '']], [['', '', '']], [['科技', '=1+1']]])(
    'when %j is written and read, then nothing is lost',
    (fields) => {
      expect(csvRecords(csvLine(fields))).toEqual([fields]);
    },
  );

  test('when a name would be a formula or has a line break, then the file has it as words on one line', () => {
    const payee = {
      institutionId: 'i',
      accountName: '=cmd()\r\n公司',
      bankName: '银行',
      bankAccountNo: '12345678',
    };
    const text = bankFileText('shaanxi.x', '2026-12-12', [{ payoutId: 'p', amountFen: 5, payee }]);
    expect(csvRecords(text)[1]).toEqual([
      'D',
      '1',
      'p',
      'cmd() 公司',
      '银行',
      '12345678',
      '0.05',
      '科技创新券',
    ]);
  });
});

describe('the days of the notice', () => {
  const settings = (more: object) => settlementSettings({ BANK_URL: 'http://127.0.0.1:1', ...more });

  test('when nothing is set, then the programme says', () => {
    expect(settings({}).noticeMsOf('shaanxi')).toBe(7 * 24 * 3_600_000);
  });

  test('when a demonstration sets seconds, then they count', () => {
    expect(settings({ KEQUAN_PAYOUT_NOTICE_SECONDS: '20' }).noticeMsOf('jiangsu')).toBe(20_000);
  });

  test('when there is no bank, then the process does not start and says what is missing', () => {
    expect(() => settlementSettings({})).toThrow('BANK_URL');
  });
});

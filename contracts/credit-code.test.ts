import { fc, test as property } from '@fast-check/jest';
import { creditCodeCheckCharacter, isCreditCode, isOrganisationCode, UnitCode } from './credit-code';

const ALPHABET = '0123456789ABCDEFGHJKLMNPQRTUWXY';
const character = fc.constantFrom(...Array.from(ALPHABET));
const body = fc.array(character, { minLength: 17, maxLength: 17 }).map((parts) => parts.join(''));
const checkOf = (text: string): string => creditCodeCheckCharacter(text) ?? '?';

describe('credit codes (GB 32100-2015, R16)', () => {
  test.each([
    ['91350100M000100Y43', true],
    ['911100000000000000', false],
    ['91350100M000100Y4', false],
    ['91350100M000100Y433', false],
    ['91350100M0001OOY43', false],
    ['', false],
  ])('when the code is %s, then it is valid: %s', (code, valid) => {
    expect(isCreditCode(code)).toBe(valid);
  });

  // Published codes of well-known firms.
  test.each([
    ['阿里巴巴（中国）有限公司', '91330100799655058B'],
    ['华为技术有限公司', '914403001922038216'],
    ['深圳市腾讯计算机系统有限公司', '9144030071526726XG'],
    ['百度在线网络技术（北京）有限公司', '91110000802100433B'],
    ['小米科技有限责任公司', '91110108551385082Q'],
  ])('when the code is that of %s, then it is valid', (_, code) => {
    expect(isCreditCode(code)).toBe(true);
  });

  test('when the remainder is 0, then the check character is 0 and the code is valid', () => {
    const found = Array.from(
      { length: 1000 },
      (_, number) => `91320100${String(number).padStart(9, '0')}`,
    ).find((start) => checkOf(start) === '0');
    expect(found).toBeDefined();
    expect(isCreditCode(`${found ?? ''}0`)).toBe(true);
  });

  property.prop([body])('when a code is made by the standard, then it is valid', (start) => {
    expect(isCreditCode(start + checkOf(start))).toBe(true);
  });

  property.prop([body, fc.nat(17), character])(
    'when one character of a valid code is another, then it is refused',
    (start, position, other) => {
      const code = start + checkOf(start);
      fc.pre(code.charAt(position) !== other);
      expect(isCreditCode(code.slice(0, position) + other + code.slice(position + 1))).toBe(false);
    },
  );
});

describe('organisation codes (GB 11714-1997), for units without a credit code (SN 4.1)', () => {
  test.each([
    ['D2143569-X', true],
    ['D2143569X', true],
    ['D2143569-1', false],
    ['ABCDEFGH-0', false],
  ])('when the code is %s, then it is valid: %s', (code, valid) => {
    expect(isOrganisationCode(code)).toBe(valid);
    expect(UnitCode.safeParse(code).success).toBe(valid);
  });
});

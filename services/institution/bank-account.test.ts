import { fc, test as property } from '@fast-check/jest';
import { maskAccountNo } from './bank-account';
import { testBankAccounts } from './testing/bank-accounts';

const accounts = testBankAccounts();
const digits = fc.array(fc.integer({ min: 0, max: 9 }), { maxLength: 30 }).map((list) => list.join(''));

property.prop([digits])(
  'when a form with an account number is stored, then it is sealed, its owner reads it, and others its end at most (R15)',
  (bankAccountNo) => {
    const form = { basic: { name: '甲' }, finance: { bankName: '乙', bankAccountNo } };
    const stored = accounts.close(form);
    if (bankAccountNo.length >= 8) expect(JSON.stringify(stored)).not.toContain(bankAccountNo);
    expect(stored).toMatchObject({ basic: { name: '甲' }, finance: { bankName: '乙' } });
    expect(accounts.open(stored)).toEqual(form);
    const masked = maskAccountNo(bankAccountNo);
    expect(accounts.mask(stored)).toEqual({ ...form, finance: { bankName: '乙', bankAccountNo: masked } });
    expect(masked.replaceAll('*', '').length).toBeLessThanOrEqual(Math.floor(bankAccountNo.length / 2));
  },
);

test.each([[{}], [{ finance: {} }], [{ finance: '甲' }], [{ finance: null }], [{ hostName: '甲' }]])(
  'when a form has no account (%j), then it stays as it is',
  (form) => {
    for (const how of [accounts.close, accounts.open, accounts.mask]) expect(how(form)).toBe(form);
  },
);

test('when it was sealed under another key, then it does not open', () => {
  const stored = testBankAccounts().close({ finance: { bankAccountNo: '6103298741002215' } });
  expect(() => accounts.open(stored)).toThrow();
});

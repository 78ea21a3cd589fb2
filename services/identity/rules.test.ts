import fc from 'fast-check';
import { CreateStaffAccount, newId } from '@kequan/contracts';
import { ConfigurationError } from '@kequan/kit';
import { identitySettings } from './config';
import { firstAccounts } from './first-accounts';
import type { Account } from './model';
import { hashPassword, isPassword } from './password';
import { accountView, canonicalLoginName } from './rules';

describe('login names', () => {
  test('when two names differ only in case, width or composition, then they are one name', () => {
    expect(canonicalLoginName(' Office-JiangSu ')).toBe('office-jiangsu');
    expect(canonicalLoginName('ｏｆｆｉｃｅ')).toBe('office');
    expect(canonicalLoginName('Caf\u0065\u0301')).toBe(canonicalLoginName('café'));
    expect(canonicalLoginName('紫金分析')).toBe('紫金分析');
    expect(canonicalLoginName('office-jiangsu')).not.toBe(canonicalLoginName('office-shaanxi'));
  });

  test('when a name is canonical already, then it stays as it is', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), (name) => {
        const once = canonicalLoginName(name);
        expect(canonicalLoginName(once)).toBe(once);
      }),
      { numRuns: 2_000, examples: [['\u1fed']] },
    );
  });
});

describe('passwords', () => {
  test('when a password is verified, then only the same one passes', async () => {
    const stored = await hashPassword('correct horse 马');
    await expect(isPassword('correct horse 马', stored)).resolves.toBe(true);
    await expect(isPassword('correct horse 馬', stored)).resolves.toBe(false);
  });

  test('when two accounts have the same password, then nothing of it shows in what is stored', async () => {
    const [one, other] = await Promise.all([hashPassword('the same one'), hashPassword('the same one')]);
    expect(one.hashBase64).not.toBe(other.hashBase64);
    expect(JSON.stringify(one)).not.toContain('the same one');
  });

  test('when the parameters of today differ from those of a stored hash, then the stored ones count', async () => {
    const stored = await hashPassword('kept from last year');
    await expect(isPassword('kept from last year', { ...stored, cost: stored.cost / 2 })).resolves.toBe(
      false,
    );
    await expect(isPassword('kept from last year', { ...stored })).resolves.toBe(true);
  });
});

test('when an account is shown, then its phone is masked and its password hash stays inside', async () => {
  const account: Account = {
    _id: newId(),
    version: 1,
    applied: [],
    outbox: [],
    createdAt: new Date('2026-11-22T00:00:00Z'),
    updatedAt: new Date('2026-11-22T00:00:00Z'),
    loginName: 'zijin',
    role: 'provider',
    programmeId: 'jiangsu',
    displayName: '紫金分析测试',
    sealedPhone: 'v1.sealed.phone',
    password: await hashPassword('correct horse'),
  };
  const view = accountView(account, '13912345678');
  expect(view.phone).toBe('139****5678');
  expect(Object.keys(view).sort()).toEqual(
    ['accountId', 'createdAt', 'displayName', 'loginName', 'phone', 'programmeId', 'role'].sort(),
  );
});

describe('settings', () => {
  test('when demo accounts are wanted without a password, then the process refuses to start', () => {
    expect(() => identitySettings({ DEMO_ACCOUNTS: 'true' })).toThrow(ConfigurationError);
    expect(() => identitySettings({ DEMO_ACCOUNTS: 'true' })).toThrow('DEMO_PASSWORD');
    expect(() => identitySettings({ BOOTSTRAP_ADMIN_PASSWORD: 'short' })).toThrow('BOOTSTRAP_ADMIN_PASSWORD');
  });

  test('when demo accounts are not wanted, then their password makes none', () => {
    const settings = identitySettings({ DEMO_PASSWORD: 'a good password' });
    expect(firstAccounts(settings)).toEqual([]);
  });

  test('when first accounts are made, then each is one that the administrator could have made', () => {
    const wanted = firstAccounts({ adminPassword: 'a good password', demoPassword: 'another good one' });
    expect(wanted.map(({ loginName }) => loginName)).toEqual([
      'admin',
      'office-jiangsu',
      'finance-jiangsu',
      'reviewer-shaanxi',
      'office-shaanxi',
      'finance-shaanxi',
      'cashier-jiangsu',
      'cashier-shaanxi',
      'treasurer-jiangsu',
      'treasurer-shaanxi',
      'auditor',
    ]);
    for (const account of wanted) expect(CreateStaffAccount.parse(account)).toEqual(account);
    expect(new Set(wanted.map(({ phone }) => phone)).size).toBe(wanted.length);
  });
});

import { newId, Role } from '@kequan/contracts';
import { allow, decide, mayRead, type Caller } from './policy';

const caller = (role: Role, programmeId = 'jiangsu'): Caller => ({ accountId: newId(), role, programmeId });

describe('policies', () => {
  it.each(Role.options)(
    'when %s calls, then only what names the role or any signed-in account is open',
    (role) => {
      const someone = caller(role);
      expect(decide(allow.everyone, someone)).toBe('yes');
      expect(decide(allow.signedIn, someone)).toBe('yes');
      expect(decide(allow.roles('office', 'finance'), someone)).toBe(
        role === 'office' || role === 'finance' ? 'yes' : 'no',
      );
    },
  );

  it('when nobody is signed in, then only what is open for everyone is open', () => {
    expect(decide(allow.everyone, undefined)).toBe('yes');
    expect(decide(allow.signedIn, undefined)).toBe('signIn');
    expect(decide(allow.roles('office'), undefined)).toBe('signIn');
  });
});

describe('who may read a fact', () => {
  const owner = caller('provider');
  const fact = { ownerAccountId: owner.accountId, programmeId: 'jiangsu' };
  it.each([
    ['its owner', owner, true],
    ['another provider of the programme', caller('provider'), false],
    ['a voucher user', caller('voucherUser'), false],
    ['the office of its programme', caller('office'), true],
    ['the office of another programme', caller('office', 'shaanxi'), false],
    ['the platform administrator', caller('platformAdmin', 'shaanxi'), true],
  ])('when %s asks', (_who, who, may) => expect(mayRead(who, fact)).toBe(may));
});

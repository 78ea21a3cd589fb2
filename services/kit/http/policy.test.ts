import { newId, Role } from '@kequan/contracts';
import { allow, decide, mayRead, type Caller } from './policy';

const caller = (role: Role, programmeId = 'jiangsu'): Caller => ({ accountId: newId(), role, programmeId });

const unitOf = ({ accountId }: Caller): Caller => ({
  ...caller('provider'),
  affiliation: {
    primaryAccountId: accountId,
    legalPersonId: 'L-1',
    legalPersonName: '甲大学',
    unitCode: 'X',
  },
});

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
  const primary = caller('primaryAccount');
  it.each([
    ['the primary account that allocated its owner', primary, true],
    ['another primary account', caller('primaryAccount'), false],
    ['another unit of the same primary account', unitOf(primary), false],
  ])('when %s asks of a unit’s fact', (_who, who, may) =>
    expect(mayRead(who, { ...fact, primaryAccountId: primary.accountId })).toBe(may),
  );
  it('when a primary account asks of what nobody allocated, then it may not', () =>
    expect(mayRead(primary, fact)).toBe(false));

  it.each([
    ['its owner', owner, true],
    ['another provider of the programme', caller('provider'), false],
    ['a voucher user', caller('voucherUser'), false],
    ['the office of its programme', caller('office'), true],
    ['the office of another programme', caller('office', 'shaanxi'), false],
    ['the platform administrator', caller('platformAdmin', 'shaanxi'), true],
  ])('when %s asks', (_who, who, may) => expect(mayRead(who, fact)).toBe(may));
});

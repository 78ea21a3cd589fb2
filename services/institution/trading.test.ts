import { newId, type FailureCode } from '@kequan/contracts';
import type { Application } from '@kequan/kit';
import type { Institution } from './model';
import { unitCodeValue } from './rules';
import { newCreditCode } from './testing/credit-code';
import { completeEnrolment } from './testing/enrolment';
import { requireTradingParties } from './trading';

const refused = (code: FailureCode): Error => expect.objectContaining({ code }) as Error;
const approved = (form: object = {}): Application => ({
  status: 'approved',
  revision: 1,
  draft: {},
  submitted: { revision: 1, at: new Date(), form: { ...form } },
});
const institution = (more: Partial<Institution>): Institution => ({
  _id: newId(),
  version: 1,
  applied: [],
  outbox: [],
  createdAt: new Date(),
  updatedAt: new Date(),
  programmeId: 'shaanxi',
  track: 'voucherUser',
  ownerAccountId: newId(),
  name: '西安高新精密机械有限公司',
  stages: {},
  voucherShop: false,
  ...more,
});

function userWith(unitCode: string, status: Application['status'] = 'approved'): Institution {
  return institution({
    unitCode: unitCodeValue('voucherUser', unitCode),
    stages: { enrolment: { ...approved(completeEnrolment({ basic: { unitCode } })), status } },
  });
}

function providerWith(unitCode: string, more: Partial<Institution> = {}): Institution {
  return institution({
    track: 'provider',
    name: '西安材料检测中心',
    unitCode: unitCodeValue('provider', unitCode),
    stages: { registration: approved() },
    ...more,
  });
}

describe('who may deal with whom (requirements 1)', () => {
  it('when both are admitted and of different units, then they may, and the provider is named', () => {
    const parties = requireTradingParties(userWith(newCreditCode()), providerWith(newCreditCode()));
    expect(parties.providerName).toBe('西安材料检测中心');
  });

  it('when one credit code holds both accounts, then their deal is blocked', () => {
    const code = newCreditCode();
    expect(() => requireTradingParties(userWith(code), providerWith(code))).toThrow(
      refused('RelatedParties'),
    );
  });

  it('when one account writes the older organisation code of the same unit, then it is blocked too', () => {
    const code = newCreditCode();
    const older = `${code.slice(8, 16)}-${code.slice(16, 17)}`;
    expect(() => requireTradingParties(userWith(code), providerWith(older))).toThrow(
      refused('RelatedParties'),
    );
  });

  it('when a unit was approved under the code before, then a new code does not make it another', () => {
    const code = newCreditCode();
    const approvedUnitCodes = [unitCodeValue('provider', code)];
    expect(() =>
      requireTradingParties(userWith(code), providerWith(newCreditCode(), { approvedUnitCodes })),
    ).toThrow(refused('RelatedParties'));
  });

  it('when the user is not admitted, or the provider’s shop is not open, then there is no deal', () => {
    const [user, provider] = [newCreditCode(), newCreditCode()];
    expect(() => requireTradingParties(userWith(user, 'draft'), providerWith(provider))).toThrow(
      refused('UserNotAdmitted'),
    );
    expect(() => requireTradingParties(userWith(user), providerWith(provider, { stages: {} }))).toThrow(
      refused('ProviderNotQualified'),
    );
  });
});

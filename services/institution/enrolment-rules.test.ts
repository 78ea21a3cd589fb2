import { fc, test as property } from '@fast-check/jest';
import { EnrolmentForm, newId, programmeOf, UserKind, type Failure } from '@kequan/contracts';
import { completeForm, type Form } from '@kequan/kit';
import { unmetConditions } from './enrolment-rules';
import { completeStage } from './rules';
import { completeEnrolment, withPersonalAccount, type EnrolmentChanges } from './testing/enrolment';

const shaanxi = programmeOf('shaanxi');
const jiangsu = programmeOf('jiangsu');

const wrongFields = (changes: EnrolmentChanges, programme = shaanxi): [string, string][] =>
  unmetConditions(programme, completeEnrolment(changes).basic).map(({ path, message }) => [path, message]);

function refusedFields(form: Form): unknown {
  try {
    completeForm(EnrolmentForm, form);
  } catch (error) {
    return (error as Failure).fields;
  }
  return undefined;
}

describe('who may be a voucher user (R14)', () => {
  it('when a small firm of the province is an independent legal person, then it may', () => {
    expect(wrongFields({})).toEqual([]);
    expect(wrongFields({ basic: { province: '江苏省' } }, jiangsu)).toEqual([]);
  });

  it('when a condition of a firm does not hold, then its field is named', () => {
    const large = { employees: 1_000, lastYearRevenueFen: 40_000_000_000 };
    expect(wrongFields({ basic: { independentLegalPerson: false } })).toEqual([
      ['basic.independentLegalPerson', 'IndependentLegalPersonOnly'],
    ]);
    expect(wrongFields({ basic: { province: '江苏省' } })).toEqual([
      ['basic.province', 'ProvinceDiffers|province=陕西省'],
    ]);
    expect(wrongFields({ basic: large })).toEqual([['basic.employees', 'AboveSmeLimits']]);
    expect(
      wrongFields({ basic: { ...large, province: '江苏省', independentLegalPerson: false } }),
    ).toHaveLength(3);
  });

  it.each(['incubator', 'networkMember', 'newRdInstitution'] as const)(
    'when a unit applies as %s, then its recognition is needed, and no size of a firm',
    (userKind) => {
      const large = { userKind, employees: 50_000, lastYearRevenueFen: 90_000_000_000 };
      expect(wrongFields({ basic: large })).toEqual([['basic.recognitionFileId', 'required']]);
      expect(wrongFields({ basic: { ...large, recognitionFileId: newId() } })).toEqual([]);
    },
  );

  it('when the programme does not name the kind, then it may not, whatever it shows', () => {
    const basic = { userKind: 'incubator' as const, recognitionFileId: newId(), province: '江苏省' };
    expect(wrongFields({ basic }, jiangsu)).toEqual([['basic.userKind', 'notOneOf|options=sme']]);
  });

  it('when it is submitted, then the same conditions refuse it', () => {
    const form = completeEnrolment({ basic: { independentLegalPerson: false } });
    expect(() => completeStage({ programmeId: 'shaanxi', track: 'voucherUser' }, 'enrolment', form)).toThrow(
      'FormIncomplete',
    );
  });

  property.prop([fc.constantFrom(...UserKind.options), fc.boolean(), fc.boolean(), fc.boolean()])(
    'when any kind comes with anything, then only its own conditions count',
    (userKind, independentLegalPerson, inProvince, recognised) => {
      const province = inProvince ? '陕西省' : '河南省';
      const shown = recognised ? { recognitionFileId: newId() } : {};
      const basic = { userKind, independentLegalPerson, province, ...shown };
      const may = userKind === 'sme' ? independentLegalPerson && inProvince : recognised;
      expect(wrongFields({ basic }).length === 0).toBe(may);
    },
  );
});

describe('the account that money is paid to (R15)', () => {
  it('when it is a personal account, then it is refused', () => {
    expect(refusedFields(withPersonalAccount())).toEqual([
      { path: 'finance.accountKind', message: 'CorporateAccountOnly' },
    ]);
  });

  it('when it is in another name than the unit’s, then it is refused', () => {
    expect(refusedFields(completeEnrolment({ finance: { accountName: '赵立新' } }))).toEqual([
      { path: 'finance.accountName', message: 'AccountNameDiffers' },
    ]);
    expect(refusedFields(completeEnrolment())).toBeUndefined();
  });
});

describe('a complete enrolment', () => {
  it('when it is submitted, then the process is told of its code and its files, and of no account', () => {
    const recognitionFileId = newId();
    const form = completeEnrolment({ basic: { userKind: 'incubator', recognitionFileId } });
    const { form: kept, ...told } = completeStage(
      { programmeId: 'shaanxi', track: 'voucherUser' },
      'enrolment',
      form,
    );
    expect(kept).toEqual(form);
    expect(told).toEqual({
      attachmentIds: [form.basic.licenceFileId, recognitionFileId],
      serviceIds: [],
      unitCode: form.basic.unitCode,
      name: form.basic.name,
    });
  });

  it('when the code has a wrong check character, then it is refused (R16)', () => {
    expect(refusedFields(completeEnrolment({ basic: { unitCode: '91610131MA6TYCTX3A' } }))).toEqual([
      { path: 'basic.unitCode', message: 'UnitCodeInvalid' },
    ]);
  });
});

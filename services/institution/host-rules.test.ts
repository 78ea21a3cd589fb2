import { Failure, newId } from '@kequan/contracts';
import { completeStage } from './rules';
import { newCreditCode } from './testing/credit-code';
import { completeHostRegistration, type HostRegistrationChanges } from './testing/host-registration';

const SHAANXI = { programmeId: 'shaanxi', track: 'provider' } as const;

/** The fields of which a registration is refused. */
function refusedFields(changes: HostRegistrationChanges): string[] {
  try {
    completeStage(SHAANXI, 'registration', { ...completeHostRegistration(changes) });
  } catch (error) {
    if (error instanceof Failure && error.code === 'FormIncomplete')
      return error.fields.map(({ path }) => path);
    throw error;
  }
  return [];
}

/** The code with another check character than its own. */
function withWrongCheck(unitCode: string): string {
  return unitCode.slice(0, -1) + (unitCode.endsWith('0') ? '1' : '0');
}

describe('the registration of a provider with its testing body (SN 4.1)', () => {
  it('when everything holds, then the process is told the code, the name and every attachment', () => {
    const form = completeHostRegistration({
      testingBody: { name: '分析测试中心', affiliationFileId: newId() },
    });
    const { host, testingBody } = form;
    expect(completeStage(SHAANXI, 'registration', { ...form })).toEqual({
      form,
      name: host.name,
      unitCode: host.unitCode,
      serviceIds: [],
      attachmentIds: [
        host.logoFileId,
        host.licenceFileId,
        testingBody.managementSystemFileId,
        testingBody.affiliationFileId,
      ],
    });
  });

  it('when the unit is registered outside the province, then it is refused by that field (R12)', () => {
    expect(refusedFields({ host: { province: '甘肃省' } })).toEqual(['host.province']);
  });

  it('when it is no member of the collaboration network, then it is refused by that field (R12)', () => {
    expect(refusedFields({ host: { networkMember: false } })).toEqual(['host.networkMember']);
  });

  it('when the host is no independent legal person, then it is refused by that field (R13)', () => {
    expect(refusedFields({ host: { independentLegalPerson: false } })).toEqual([
      'host.independentLegalPerson',
    ]);
  });

  it('when its instruments are closed to others, then it is refused by that field', () => {
    expect(refusedFields({ testingBody: { openToShare: false } })).toEqual(['testingBody.openToShare']);
  });

  it.each([
    ['a credit code', newCreditCode(), false],
    ['a credit code with a wrong check character', withWrongCheck(newCreditCode()), true],
    ['an organisation code', '43523032-X', true],
    ['an organisation code as the standard has it', '00000000-0', false],
  ])('when the code is %s (%s), then it is refused: %s (R16)', (_, unitCode, refused) => {
    const fields = refusedFields({ host: { unitCode } });
    expect([unitCode, fields]).toEqual([unitCode, refused ? ['host.unitCode'] : []]);
  });

  it('when the testing body has another name, then it proves that it belongs to the host; with the same name not', () => {
    expect(refusedFields({ testingBody: { name: '分析测试中心' } })).toEqual([
      'testingBody.affiliationFileId',
    ]);
    expect(refusedFields({ testingBody: { name: '分析测试中心', affiliationFileId: newId() } })).toEqual([]);
    expect(refusedFields({})).toEqual([]);
  });
});

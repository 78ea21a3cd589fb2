import { fc, test as property } from '@fast-check/jest';
import { newId, trackOf, type OnboardingStage } from '@kequan/contracts';
import { newApplication, type Application, type Form } from '@kequan/kit';
import type { Institution } from './model';
import {
  completeStage,
  entryNoticeNumber,
  hasOpenShop,
  isQualified,
  requireSubmittable,
  unitCodeValue,
} from './rules';
import { completeForms } from './testing/forms';

const JIANGSU = { programmeId: 'jiangsu', track: 'inspectionTesting' } as const;

function institution(
  statuses: Partial<Record<OnboardingStage, Application['status']>>,
  programmeId = 'jiangsu',
): Institution {
  const track = programmeId === 'jiangsu' ? 'inspectionTesting' : 'provider';
  const stages = trackOf(programmeId, track).stages.map(({ stage }) => [
    stage,
    { ...newApplication(), status: statuses[stage] ?? 'draft' },
  ]);
  const now = new Date();
  return {
    _id: newId(),
    version: 1,
    applied: [],
    outbox: [],
    createdAt: now,
    updatedAt: now,
    programmeId,
    track,
    ownerAccountId: newId(),
    name: '',
    voucherShop: false,
    stages: Object.fromEntries(stages) as Institution['stages'],
  };
}

describe('what may be submitted', () => {
  it('when a stage before is not approved, then the next one is not open (R08)', () => {
    for (const status of ['draft', 'underReview', 'returned', 'rejected'] as const) {
      expect(() => requireSubmittable(institution({ registration: status }), 'shop')).toThrow('StageNotOpen');
    }
    expect(requireSubmittable(institution({ registration: 'approved' }), 'shop').status).toBe('draft');
  });

  it('when a stage is under review or approved, then it is not open; returned and rejected ones are', () => {
    for (const registration of ['underReview', 'approved'] as const)
      expect(() => requireSubmittable(institution({ registration }), 'registration')).toThrow('StageNotOpen');
    for (const registration of ['draft', 'returned', 'rejected'] as const)
      expect(requireSubmittable(institution({ registration }), 'registration').status).toBe(registration);
  });

  it('when the track has no such stage, then it is unknown', () => {
    expect(() => requireSubmittable(institution({}, 'shaanxi'), 'shop')).toThrow('StageUnknown');
  });
});

describe('a complete form', () => {
  const registration = completeForms.registration();

  it('when it is a registration, then the process is told of its code and its licence', () => {
    expect(completeStage(JIANGSU, 'registration', registration)).toEqual({
      form: registration,
      attachmentIds: [registration['licenceFileId']],
      serviceIds: [],
      unitCode: registration['unitCode'],
      name: '南京紫金分析测试有限公司',
    });
  });

  it('when fields are wrong or missing, then every one of them is named by its path', () => {
    const wrong: Form = {
      ...registration,
      unitCode: '91320100MA1MCKXH20',
      contactPhone: '12',
      hostName: '',
    };
    delete wrong['address'];
    expect(() => completeStage(JIANGSU, 'registration', wrong)).toThrow(
      expect.objectContaining({
        code: 'FormIncomplete',
        params: { count: 4 },
        fields: expect.arrayContaining([
          { path: 'hostName', message: 'tooShort|minimum=1' },
          { path: 'unitCode', message: 'UnitCodeInvalid' },
          { path: 'address', message: 'required' },
          { path: 'contactPhone', message: 'invalid' },
        ]) as unknown,
      }) as Error,
    );
  });

  it('when it is a qualification, then the process is told of its services and attachments', () => {
    const serviceIds = [newId()];
    const attachmentIds = [newId(), newId()];
    const form = { statement: '自愿加入', managementSystem: '制度齐全', serviceIds, attachmentIds };
    expect(completeStage(JIANGSU, 'qualification', form)).toEqual({ form, serviceIds, attachmentIds });
  });
});

describe('an open shop', () => {
  it('when the track has a shop stage, then it is open when that is approved, not before', () => {
    expect(hasOpenShop(institution({ registration: 'approved' }))).toBe(false);
    expect(hasOpenShop(institution({ registration: 'approved', shop: 'approved' }))).toBe(true);
  });

  it('when the track has none (Shaanxi), then the approved registration is enough', () => {
    expect(hasOpenShop(institution({}, 'shaanxi'))).toBe(false);
    expect(hasOpenShop(institution({ registration: 'approved' }, 'shaanxi'))).toBe(true);
  });

  it('when every stage is approved, then and only then the institution is qualified', () => {
    expect(isQualified(institution({ registration: 'approved', shop: 'approved' }))).toBe(false);
    expect(
      isQualified(institution({ registration: 'approved', shop: 'approved', qualification: 'approved' })),
    ).toBe(true);
  });
});

it('when a unit code is written with a hyphen or in small letters, then it is the same code (R16)', () => {
  expect(unitCodeValue('provider', 'd2143569-X')).toBe(unitCodeValue('provider', 'D2143569X'));
  expect(unitCodeValue('inspectionTesting', '91320100MA1MCKXH2A')).toBe('provider:91320100MA1MCKXH2A');
  expect(unitCodeValue('voucherUser', '91320100MA1MCKXH2A')).toBe('user:91320100MA1MCKXH2A');
});

property.prop([fc.integer({ min: 2020, max: 2100 }), fc.integer({ min: 1, max: 99_999 })])(
  'when a notice is numbered, then its year and number can be read back from it',
  (year, no) => {
    const number = entryNoticeNumber('苏科券入库', year, no);
    const match = /^苏科券入库〔(\d{4})〕(\d{4,})号$/.exec(number);
    expect([Number(match?.[1]), Number(match?.[2])]).toEqual([year, no]);
  },
);

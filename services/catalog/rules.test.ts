import { fc, test as property } from '@fast-check/jest';
import { newId, trackOf, type Failure } from '@kequan/contracts';
import { newApplication, type Application } from '@kequan/kit';
import { shopOpenedIn } from './provider-facts';
import { requireRecordsOfTrack } from './records/rules';
import { escapedPattern, requireKindOfTrack, requireListed, requireSubmittable } from './rules';
import { completeService } from './testing/services';
import { stageDecided } from './testing/shop-opened';

describe('the gate before the qualification (R08, R09)', () => {
  const [a, b] = [newId(), newId()];

  it('when nothing is listed, then a listed service is required', () => {
    expect(() => requireListed([], [a])).toThrow('ListedServiceRequired');
    expect(() => requireListed([], [])).toThrow('ListedServiceRequired');
  });

  it('when one of those named is not listed, then that is told', () => {
    expect(() => requireListed([a], [a, b])).toThrow('ServiceNotListed');
    expect(() => requireListed([a, b], [b])).not.toThrow();
  });
});

describe('the kind of a service', () => {
  it('when the track publishes it, then it may be created; else the field is named', () => {
    const jiangsu = trackOf('jiangsu', 'inspectionTesting');
    expect(() => requireKindOfTrack(jiangsu, 'inspectionTesting')).not.toThrow();
    expect(() => requireKindOfTrack(jiangsu, 'experiment')).toThrow('InputInvalid');
    expect(() => requireKindOfTrack(trackOf('shaanxi', 'provider'), 'experiment')).not.toThrow();
    expect(() => requireRecordsOfTrack(jiangsu, 'instrument')).toThrow('RecordsNotKept');
    expect(() => requireRecordsOfTrack(trackOf('shaanxi', 'provider'), 'instrument')).not.toThrow();
  });
});

const JIANGSU = { programmeId: 'jiangsu', track: 'inspectionTesting', kind: 'inspectionTesting' } as const;

describe('a submission', () => {
  const filled = (status: Application['status']) => ({
    ...JIANGSU,
    application: { ...newApplication(), status, draft: completeService() },
  });

  it('when the service is a draft, returned or rejected, then it may be submitted', () => {
    for (const status of ['draft', 'returned', 'rejected'] as const)
      expect(requireSubmittable(filled(status)).priceFen).toBe(120_000);
  });

  it('when it is under review or listed, then it may not', () => {
    for (const status of ['underReview', 'approved'] as const)
      expect(() => requireSubmittable(filled(status))).toThrow('StageNotOpen');
  });

  it.each([0, -1, 0.5, 2 ** 53])('when the price is %d fen, then that field is named', (priceFen) => {
    const application = { ...newApplication(), draft: completeService({ priceFen }) };
    let refused: unknown;
    try {
      requireSubmittable({ ...JIANGSU, application });
    } catch (error) {
      refused = error;
    }
    expect(refused).toMatchObject({ code: 'FormIncomplete' });
    expect(new Set((refused as Failure).fields.map(({ path }) => path))).toEqual(new Set(['priceFen']));
  });
});

describe('an open shop, as events tell it', () => {
  const [institutionId, ownerAccountId] = [newId(), newId()];

  it('when the shop stage is approved, then its institution is a provider', () => {
    expect(shopOpenedIn(stageDecided(institutionId, ownerAccountId))).toEqual({
      _id: institutionId,
      ownerAccountId,
      programmeId: 'jiangsu',
      track: 'inspectionTesting',
    });
  });

  it('when it is another stage, or not approved, then it is not', () => {
    expect(
      shopOpenedIn(stageDecided(institutionId, ownerAccountId, { stage: 'registration' })),
    ).toBeUndefined();
    expect(shopOpenedIn(stageDecided(institutionId, ownerAccountId, { outcome: 'return' }))).toBeUndefined();
  });

  it('when a voucher user is admitted, then he is no provider', () => {
    const enrolment = { track: 'voucherUser' as const, stage: 'enrolment' as const, programmeId: 'shaanxi' };
    expect(shopOpenedIn(stageDecided(institutionId, ownerAccountId, enrolment))).toBeUndefined();
  });

  it('when the track has no shop stage (Shaanxi), then the approved registration is enough', () => {
    const shaanxi = { stage: 'registration' as const, programmeId: 'shaanxi' };
    expect(shopOpenedIn(stageDecided(institutionId, ownerAccountId, shaanxi))).toMatchObject({
      programmeId: 'shaanxi',
    });
  });
});

property.prop([fc.string({ unit: 'binary' }), fc.string({ unit: 'binary' })])(
  'when a text is escaped, then the pattern finds just this text',
  (text, around) => {
    const pattern = new RegExp(`^(?:${escapedPattern(text)})$`);
    expect(pattern.test(text)).toBe(true);
    expect(pattern.test(around)).toBe(around === text);
  },
);

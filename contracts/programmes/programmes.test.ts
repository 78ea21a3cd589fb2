import { allProgrammes, programmeOf, trackOf } from '.';
import { offeringStepsOf, Programme, shopOpeningStage, Track } from '../programme';

describe('programmes as data', () => {
  test('when the product starts, then Jiangsu and Shaanxi are there', () => {
    expect(allProgrammes().map(({ programmeId }) => programmeId)).toEqual(['jiangsu', 'shaanxi']);
  });

  test('when a field is missing or unknown, then the schema refuses it', () => {
    const { payTo, ...rest } = programmeOf('jiangsu');
    expect(Programme.safeParse(rest).success).toBe(false);
    expect(Programme.safeParse({ ...rest, payTo, extra: 1 }).success).toBe(false);
  });

  test('when a programme would pay the provider, then the schema refuses it by name, and nobody else is paid in its place (F18)', () => {
    const refused = Programme.safeParse({ ...programmeOf('jiangsu'), payTo: 'provider' });
    expect(refused.error?.issues).toMatchObject([
      { path: ['payTo'], message: expect.stringContaining('only “user” is supported') as string },
    ]);
    expect(allProgrammes().map(({ payTo }) => payTo)).toEqual(['user', 'user']);
  });

  test('when the manual names a number, then the data names the manual', () => {
    expect(programmeOf('shaanxi').voucher.capPerApplicationFen).toMatchObject({
      value: 20_000_000,
      source: 'handbook',
    });
  });

  test('when a registration is reviewed in Jiangsu, then it may take two working days (JS inspection step 1)', () => {
    expect(trackOf('jiangsu', 'inspectionTesting').stages[0]).toMatchObject({
      stage: 'registration',
      clock: { workingDays: 2 },
    });
  });

  test('when a track has no shop, then its last stage opens it', () => {
    expect(shopOpeningStage(trackOf('shaanxi', 'provider'))).toBe('registration');
    expect(shopOpeningStage(trackOf('jiangsu', 'inspectionTesting'))).toBe('shop');
  });

  test('when instruments come from outside, then they are chosen before services are added (JS step 3)', () => {
    expect(offeringStepsOf(trackOf('jiangsu', 'instrumentSharing'))).toEqual(['instruments', 'service']);
    expect(offeringStepsOf(trackOf('jiangsu', 'inspectionTesting'))).toEqual(['service']);
  });

  test('when instruments come from outside and the track has no shop, then the schema refuses it', () => {
    const { stages, ...rest } = trackOf('jiangsu', 'instrumentSharing');
    const withoutShop = stages.filter(({ stage }) => stage !== 'shop');
    expect(Track.safeParse({ ...rest, stages }).success).toBe(true);
    expect(Track.safeParse({ ...rest, stages: withoutShop }).success).toBe(false);
  });

  test('when silence is nudged, then in an order that grows and never after a year', () => {
    for (const { tracks } of allProgrammes())
      for (const track of Object.values(tracks))
        for (const { nudges } of [...track.stages.map(({ clock }) => clock), track.serviceReview]) {
          const days = nudges.map(({ afterWorkingDays }) => afterWorkingDays);
          expect(days).toEqual([...days].sort((a, b) => a - b));
        }
  });

  test('when a programme or a track does not exist, then it is refused by name', () => {
    expect(() => programmeOf('nowhere')).toThrow('ProgrammeUnknown');
    expect(() => trackOf('shaanxi', 'inspectionTesting')).toThrow('TrackUnknown');
  });
});

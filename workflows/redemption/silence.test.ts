import { CHINA_CALENDAR, DECIDED_BY_RULES } from '@kequan/contracts';
import { refusedCode } from '../tests/people';
import { RedemptionPeople, type Stretch } from '../tests/redemption-people';
import { sharedRig } from '../tests/shared-rig';

/** Local time in China, as people read it. */
function chinaTime(atMs: number): string {
  const local = new Date(atMs + CHINA_CALENDAR.utcOffsetMinutes * 60_000);
  return local.toISOString().slice(0, 16).replace('T', ' ');
}

describe('a provider who is silent over National Day 2026', () => {
  // The Wednesday before; Saturday 10 October is worked.
  const rig = sharedRig('2026-09-30T02:00:00Z');

  test('when two and four working days pass, then he is reminded as the office opens; after the fifth it lapses (R30)', async () => {
    const people = new RedemptionPeople(rig);
    await people.submit();
    expect(await people.end()).toEqual({ ended: 'lapsed' });
    const told = rig.fakes
      .of('recordDealStep')
      .slice(1)
      .map(({ input, atMs }) => [input.step.kind, chinaTime(atMs)]);
    expect(told).toEqual([
      ['remind', '2026-10-10 09:00'],
      ['remind', '2026-10-13 09:00'],
      ['lapse', '2026-10-14 00:00'],
    ]);
    expect(people.steps.slice(1)).toMatchObject([
      { party: 'provider', waitingFor: 'reply' },
      { party: 'provider', waitingFor: 'reply' },
      { waitedFor: 'reply' },
    ]);
  });
});

describe('a silence', () => {
  // Within the days that the calendar knows.
  const rig = sharedRig('2026-03-02T02:00:00Z');
  let people: RedemptionPeople;
  beforeEach(() => {
    people = new RedemptionPeople(rig);
  });

  const lapses: [last: Stretch, waitedFor: string, releases: number][] = [
    ['accepted', 'order', 0],
    ['placed', 'taking', 1],
    ['taken', 'completion', 1],
    ['confirmed', 'claim', 1],
  ];
  test.each(lapses)(
    'when nobody acts on a deal that is %s, then it lapses, and what was held is free',
    async (last, waitedFor, releases) => {
      await people.come(last);
      expect(await people.end()).toEqual({ ended: 'lapsed' });
      expect(people.steps.at(-1)).toMatchObject({ kind: 'lapse', waitedFor });
      expect(people.stepKinds.filter((kind) => kind === 'remind').length).toBeGreaterThanOrEqual(2);
      expect(rig.fakes.of('releaseHold')).toHaveLength(releases);
    },
  );

  test('when the user says nothing of a service that is done, then he has confirmed, by the rules (R26)', async () => {
    await people.come('delivered');
    await rig.env.sleep('40 days');
    expect(people.steps.find(({ kind }) => kind === 'confirm')).toMatchObject({ by: DECIDED_BY_RULES });
    expect(await people.progress()).toMatchObject({ holder: 'applicant', waitingFor: 'claim' });
    await people.claim();
  });

  test('when the provider replies, then his clock begins anew', async () => {
    await people.submit();
    const before = await people.progress();
    await rig.env.sleep('2 days');
    await people.reply('reply');
    const after = await people.progress();
    expect(after.dueAtMs).toBeGreaterThan(before.dueAtMs ?? Infinity);
    await rig.env.sleep('3 days');
    await people.reply('accept');
  });

  test('when an act is refused, then the clock goes on as it was', async () => {
    await people.come('accepted');
    const { dueAtMs } = await people.progress();
    await rig.env.sleep('2 days');
    rig.fakes.failNext('holdVoucher', 'VoucherTooSmall');
    expect(await refusedCode(people.order())).toBe('VoucherTooSmall');
    expect((await people.progress()).dueAtMs).toBe(dueAtMs);
  });
});

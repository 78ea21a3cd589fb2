import { FOLLOW_CALENDAR, newId, postpone, type WorkingCalendar } from '@kequan/contracts';
import { RedemptionPeople } from '../tests/redemption-people';
import { sharedRig } from '../tests/shared-rig';
import { until } from '../tests/until';

const DAY_MS = 24 * 3_600_000;
const rig = sharedRig('2026-03-02T02:00:00Z');
let people: RedemptionPeople;
beforeEach(() => {
  people = new RedemptionPeople(rig);
});

const dueAtMs = async (): Promise<number> => (await people.progress()).dueAtMs ?? NaN;

/** The office replaces the calendar, and the home tells its open processes. */
async function replaceCalendar(change: (before: WorkingCalendar) => Partial<WorkingCalendar>): Promise<void> {
  const before = rig.fakes.calendar;
  rig.fakes.calendar = { ...before, ...change(before), version: before.version + 1 };
  const asked = rig.fakes.of('reckon').length;
  await people.handle.signal(FOLLOW_CALENDAR);
  await until('the deadlines anew', () => (rig.fakes.of('reckon').length > asked ? true : undefined));
}

/** The ten weekdays after an instant. */
async function nextDays(): Promise<string[]> {
  const nowMs = await rig.env.currentTimeMs();
  return Array.from({ length: 14 }, (_, index) =>
    new Date(nowMs + (index + 1) * DAY_MS).toISOString().slice(0, 10),
  );
}

describe('a calendar that is replaced while a deal runs', () => {
  test.each([
    ['M2: a party is waited for', 'accepted'],
    ['C14: a review is open', 'claimed'],
  ] as const)(
    '%s: when a holiday is extended, then it is due later, and the process replays',
    async (_, last) => {
      await people.come(last);
      if (last === 'claimed')
        await until('the review', async () =>
          (await people.progress()).holder === 'reviewer' ? true : undefined,
        );
      const before = await dueAtMs();
      const days = await nextDays();
      await replaceCalendar(({ holidays }) => ({ holidays: [...holidays, ...days].sort() }));
      await until('a later day', async () => ((await dueAtMs()) > before ? true : undefined));
      // The rig replays every run from its history at the end of the case.
    },
  );

  test('M3: when the calendar does not know the days of a wait, then nothing is forfeited until it does', async () => {
    rig.fakes.calendar = { ...rig.fakes.calendar, knownUntil: (await nextDays())[0] ?? '' };
    await people.come('accepted');
    await rig.env.sleep('60 days');
    expect(people.stepKinds).toContain('lapse');
    expect(await people.progress()).toMatchObject({ waitingFor: 'order' });
    await replaceCalendar(() => ({ knownUntil: '2045-12-31' }));
    expect(await people.end()).toEqual({ ended: 'lapsed' });
  });
});

describe('M3: the agreed day', () => {
  test('when both sides name the same later day, then the completion is waited for until then, and not before both did', async () => {
    await people.come('taken');
    const before = await dueAtMs();
    const later = new Date(before + 90 * DAY_MS).toISOString().slice(0, 10);
    const said = (party: 'user' | 'provider') =>
      people.tell(postpone, { key: newId(), by: newId(), party, completionOn: later });
    await said('provider');
    expect(await dueAtMs()).toBe(before);
    await said('user');
    expect(await dueAtMs()).toBeGreaterThan(before + 89 * DAY_MS);
    await people.complete();
    expect(people.stepKinds.at(-1)).toBe('complete');
  });
});

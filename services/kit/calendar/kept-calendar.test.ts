import {
  CHINA_CALENDAR,
  newId,
  type EventData,
  type LeadsToWait,
  type WaitClock,
  type Waiting,
} from '@kequan/contracts';
import { testStore, toldEvent, type EventOf, type TestStore } from '../testing';
import { followCalendar } from './following';
import { openCalendar } from './kept-calendar';
import { calendarActivities, leadingToWait } from './reckoning';

type Replaced = EventData<'kequan.review.calendar-replaced.v1'>;
let store: TestStore;
beforeEach(async () => {
  store = await testStore();
});
afterEach(() => store.close());

function replaced(
  version: number,
  holidays = CHINA_CALENDAR.holidays,
): EventOf<'kequan.review.calendar-replaced.v1'> {
  const data: Replaced = { calendar: { ...CHINA_CALENDAR, version, holidays }, replacedBy: newId() };
  return toldEvent('kequan.review.calendar-replaced.v1', 'china', data);
}

describe('a home’s copy of the calendar', () => {
  it('when nothing was heard, then it is the seed; when a replacement is heard, then at once that one', async () => {
    const calendar = openCalendar(store.connection);
    expect(await calendar.current()).toEqual(CHINA_CALENDAR);
    expect(await calendar.learn(replaced(1))).toBe(true);
    expect(await calendar.current()).toMatchObject({ version: 1 });
    expect(await openCalendar(store.connection).current()).toMatchObject({ version: 1 });
  });

  it('when events come twice, late, or all at once, then the newest is kept', async () => {
    const calendar = openCalendar(store.connection);
    await Promise.all([3, 1, 4, 2].map((version) => calendar.learn(replaced(version))));
    expect(await calendar.latest()).toMatchObject({ version: 4 });
    expect(await calendar.learn(replaced(3))).toBe(false);
    expect(await calendar.learn(replaced(4))).toBe(true);
    expect(await calendar.latest()).toMatchObject({ version: 4 });
  });

  it('when it is asked often, then another process’s copy is seen within a second, and at once by who asks for the latest', async () => {
    const [one, other] = [openCalendar(store.connection), openCalendar(store.connection)];
    await one.current();
    await other.learn(replaced(1));
    expect(await one.latest()).toMatchObject({ version: 1 });
    expect(await one.current()).toMatchObject({ version: 1 });
  });
});

describe('C14: what a home answers of a wait', () => {
  const clock: WaitClock = { workingDays: 1, nudgeAfterWorkingDays: [1], forfeits: true };
  const friday = Date.parse('2026-11-27T02:00:00Z');
  const day = 86_400_000;

  it('when the calendar was replaced, then what was told moves, and a forfeit never to an earlier day', async () => {
    const calendar = openCalendar(store.connection);
    const offered = calendarActivities(calendar);
    const told = await offered.reckon({ clock, sinceMs: friday });
    await openCalendar(store.connection).learn(replaced(1, [...CHINA_CALENDAR.holidays, '2026-11-30']));
    const moved = await offered.reckon({ clock, sinceMs: friday, told });
    expect(moved).toEqual({
      ...told,
      dueAtMs: told.dueAtMs + day,
      nudgesAtMs: told.nudgesAtMs.map((atMs) => atMs + day),
      calendarVersion: 1,
    });
    await calendar.learn(replaced(2));
    expect(await offered.reckon({ clock, sinceMs: friday, told: moved })).toMatchObject({
      dueAtMs: moved.dueAtMs,
      calendarVersion: 2,
    });
  });

  it('when a step leads to a wait, then its answer tells the deadlines, when it is asked for them', async () => {
    const record = async ({ n }: { n: number } & LeadsToWait): Promise<{ n: number } & Waiting> => ({ n });
    const step = leadingToWait(openCalendar(store.connection), record);
    expect(await step({ n: 1 })).toEqual({ n: 1 });
    const beforeMs = Date.now();
    const { deadlines } = await step({ n: 2, clock });
    expect(deadlines?.sinceMs).toBeGreaterThanOrEqual(beforeMs);
    expect(deadlines).toMatchObject({ calendarVersion: 0 });
  });
});

describe('a home that hears of a replacement', () => {
  it('M2: when it was cut off before it told its open processes, then it tells them when the event comes again; an old one is told to nobody', async () => {
    const told: string[] = [];
    let isAway = true;
    const follow = followCalendar(
      openCalendar(store.connection),
      {
        async signalOpen({ jobId, signal }) {
          if (isAway) throw new Error('Temporal is away');
          told.push(`${signal} ${jobId}`);
        },
      },
      'trade',
    );
    const event = replaced(2);
    await expect(follow(event)).rejects.toThrow('away');
    isAway = false;
    await follow(event);
    await follow(replaced(1));
    expect(told).toEqual(['followCalendar calendar-2-trade']);
  });
});

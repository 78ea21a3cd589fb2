import { fc, test as property } from '@fast-check/jest';
import {
  CHINA_CALENDAR,
  dayOfDeadline,
  isOver,
  moveDeadlines,
  partyWait,
  reckonDeadlines,
  reviewWait,
  type WaitClock,
  type WorkingCalendar,
} from '.';

const DAY_MS = 86_400_000;
const at = (local: string): number => Date.parse(`${local}+08:00`);
const endOf = (day: string): number => at(`${day}T00:00:00`) + DAY_MS;
const dueDay = (clock: WaitClock, from: string, calendar = CHINA_CALENDAR): string =>
  dayOfDeadline(calendar, reckonDeadlines(calendar, clock, at(from)).dueAtMs);

const forfeiting = (workingDays: number): WaitClock => partyWait({ workingDays, remindAfterWorkingDays: [] });
const hurrying = (workingDays: number): WaitClock => reviewWait({ workingDays, nudges: [] });

/** 2027 as the State Council could announce it, with the Spring Festival of 5 to 13 February. */
const WITH_2027: WorkingCalendar = {
  ...CHINA_CALENDAR,
  version: 1,
  knownUntil: '2027-12-31',
  holidays: [
    ...CHINA_CALENDAR.holidays,
    ...['2027-01-01', '2027-02-05', '2027-02-08', '2027-02-09', '2027-02-10', '2027-02-11', '2027-02-12'],
  ],
  makeUpDays: [...CHINA_CALENDAR.makeUpDays, '2027-02-20'],
};

describe('reckoning', () => {
  test('when a review is silent, then its people hear of it as the office opens, in order, and never on a free day', () => {
    const clock = reviewWait({
      workingDays: 3,
      nudges: [
        { afterWorkingDays: 3, action: 'escalate', to: 'platformAdmin' },
        { afterWorkingDays: 2, action: 'remind', to: 'office' },
      ],
    });
    expect(reckonDeadlines(CHINA_CALENDAR, clock, at('2026-09-28T10:00:00'))).toEqual({
      sinceMs: at('2026-09-28T10:00:00'),
      dueAtMs: endOf('2026-10-08'),
      dueCertain: true,
      nudgesAtMs: [at('2026-10-08T09:00:00'), at('2026-10-09T09:00:00')],
      calendarVersion: 0,
    });
  });

  test('M3: when money is forfeited past the known calendar, then it is never earlier than weekends make it', () => {
    const deadlines = reckonDeadlines(CHINA_CALENDAR, forfeiting(60), at('2026-11-30T10:00:00'));
    expect(deadlines.dueAtMs).toBeGreaterThanOrEqual(endOf('2027-02-22'));
    expect(deadlines.dueCertain).toBe(false);
    expect(dueDay(forfeiting(60), '2026-11-30T10:00:00', WITH_2027)).toBe('2027-03-02');
  });

  test('0007: when an authority is hurried past the known calendar, then every day counts', () => {
    expect(dueDay(hurrying(60), '2026-11-30T10:00:00')).toBe('2027-02-06');
  });
});

describe('M3: a wait that forfeits', () => {
  const begun = at('2027-02-04T10:00:00');
  test('when the Spring Festival is not announced, then it is not over inside of it, nor before somebody announces it', () => {
    const deadlines = reckonDeadlines(CHINA_CALENDAR, forfeiting(5), begun);
    for (let day = 0; day < 60; day += 1)
      expect(isOver(deadlines, CHINA_CALENDAR, begun + day * DAY_MS)).toBe(false);
  });

  test('when the Spring Festival is announced, then it is over behind it', () => {
    const told = reckonDeadlines(CHINA_CALENDAR, forfeiting(5), begun);
    // Told to be reckoned anew: before that, it is over for nobody.
    expect(isOver({ ...told, dueCertain: true }, WITH_2027, endOf('2027-03-01'))).toBe(false);
    const moved = moveDeadlines(WITH_2027, forfeiting(5), told);
    expect(dayOfDeadline(WITH_2027, moved.dueAtMs)).toBe('2027-02-19');
    expect(isOver(moved, WITH_2027, moved.dueAtMs - 1)).toBe(false);
    expect(isOver(moved, WITH_2027, moved.dueAtMs)).toBe(true);
  });
});

describe('C14: a calendar that is replaced', () => {
  const before: WorkingCalendar = {
    ...CHINA_CALENDAR,
    knownFrom: '2020-01-01',
    knownUntil: '2020-12-31',
    holidays: ['2020-01-24', '2020-01-27', '2020-01-28', '2020-01-29', '2020-01-30'],
    makeUpDays: ['2020-01-19', '2020-02-01'],
  };
  const after = { ...before, version: 1, holidays: [...before.holidays, '2020-01-31'], makeUpDays: [] };
  const clock = { ...hurrying(2), nudgeAfterWorkingDays: [1] };
  const told = reckonDeadlines(before, clock, at('2020-01-23T17:00:00'));

  test('when a holiday is extended, then what is open is due later, and nobody is reminded on a free day', () => {
    expect(told).toMatchObject({ dueAtMs: endOf('2020-02-01'), nudgesAtMs: [at('2020-02-01T09:00:00')] });
    expect(moveDeadlines(after, clock, told)).toEqual({
      ...told,
      dueAtMs: endOf('2020-02-04'),
      nudgesAtMs: [at('2020-02-04T09:00:00')],
      calendarVersion: 1,
    });
  });

  test('when a day becomes a working day, then an authority is hurried, and what is forfeited stays as it was told', () => {
    const later = { ...after, version: 2, holidays: before.holidays, makeUpDays: before.makeUpDays };
    const due = (wait: WaitClock): number => {
      const first = reckonDeadlines(after, wait, told.sinceMs);
      return moveDeadlines(later, wait, first).dueAtMs;
    };
    expect(due(clock)).toBe(endOf('2020-02-01'));
    expect(due({ ...clock, forfeits: true })).toBe(endOf('2020-02-04'));
  });

  test('when a copy is behind what was told, then it moves nothing', () => {
    const newer = moveDeadlines(after, clock, told);
    expect(moveDeadlines(before, clock, newer)).toEqual(newer);
  });
});

const dayPast = fc.integer({ min: 1, max: 400 }).map((n) => dayOf(Date.parse('2026-12-31') + n * DAY_MS));
const extension = fc
  .record({
    knownUntil: dayPast,
    holidays: fc.uniqueArray(dayPast, { maxLength: 60 }),
    makeUpDays: fc.uniqueArray(dayPast, { maxLength: 30 }),
  })
  .map(({ knownUntil, holidays, makeUpDays }): WorkingCalendar => {
    const known = (days: string[]): string[] => days.filter((day) => day <= knownUntil).sort();
    const works = known(makeUpDays).filter((day) => isWeekend(day) && !holidays.includes(day));
    return {
      ...CHINA_CALENDAR,
      version: 1,
      knownUntil,
      holidays: [...CHINA_CALENDAR.holidays, ...known(holidays)],
      makeUpDays: [...CHINA_CALENDAR.makeUpDays, ...works],
    };
  });
const instant = fc.integer({ min: at('2026-09-01T00:00:00'), max: at('2027-03-01T00:00:00') });

property.prop([extension, instant, fc.integer({ min: 1, max: 60 }), fc.nat(300 * DAY_MS)])(
  'M3: whatever is announced later, a forfeiting wait is never over earlier than it makes it',
  (extended, sinceMs, workingDays, waitedMs) => {
    const clock = forfeiting(workingDays);
    const told = reckonDeadlines(CHINA_CALENDAR, clock, sinceMs);
    const moved = moveDeadlines(extended, clock, told);
    expect(moved.dueAtMs).toBeGreaterThanOrEqual(told.dueAtMs);
    expect(moved.dueAtMs).toBeGreaterThanOrEqual(reckonDeadlines(extended, clock, sinceMs).dueAtMs);
    const nowMs = sinceMs + waitedMs;
    if (isOver(told, CHINA_CALENDAR, nowMs)) expect(isOver(moved, extended, nowMs)).toBe(true);
  },
);

function dayOf(ms: number): string {
  return new Date(ms).toISOString().slice(0, 10);
}

function isWeekend(day: string): boolean {
  return [0, 6].includes(new Date(day).getUTCDay());
}

describe('the clock of a review', () => {
  it.each([
    ['a Monday', '2026-06-22T10:00', '2026-06-24T00:00', '2026-06-24T09:00'],
    ['a Friday', '2026-06-26T10:00', '2026-06-30T00:00', '2026-06-30T09:00'],
    ['the day before National Day', '2026-09-30T17:59', '2026-10-09T00:00', '2026-10-09T09:00'],
    ['the Thursday before a weekend', '2026-06-11T10:00', '2026-06-13T00:00', '2026-06-15T09:00'],
    ['a minute after midnight in China', '2026-06-23T00:01', '2026-06-25T00:00', '2026-06-25T09:00'],
  ])(
    'when a review opens on %s, then its day ends and its reminder comes in office hours',
    (_, opened, due, nudge) => {
      const at = (chinaTime: string): number => Date.parse(`${chinaTime}+08:00`);
      const clock = { workingDays: 1, nudgeAfterWorkingDays: [1], forfeits: false };
      expect(reckonDeadlines(CHINA_CALENDAR, clock, at(opened))).toMatchObject({
        dueAtMs: at(due),
        dueCertain: true,
        nudgesAtMs: [at(nudge)],
      });
    },
  );
});

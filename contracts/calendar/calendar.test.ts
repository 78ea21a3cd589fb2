import { fc, test as property } from '@fast-check/jest';
import { CHINA_CALENDAR, isWorkingDay, movedBy, WorkingCalendar } from '.';

const DAY_MS = 86_400_000;
const problems = (changed: object): string[] => {
  const { error } = WorkingCalendar.safeParse({ ...CHINA_CALENDAR, ...changed });
  return (error?.issues ?? []).map(({ path, message }) => `${path.join('.')}: ${message}`);
};

describe('a calendar', () => {
  test('when it is the seed, then it is sound', () => {
    expect(WorkingCalendar.parse(CHINA_CALENDAR)).toEqual(CHINA_CALENDAR);
    expect(CHINA_CALENDAR.version).toBe(0);
  });

  test.each<[string, object, string]>([
    [
      'ends before it begins',
      { knownUntil: '2024-12-31', holidays: [], makeUpDays: [] },
      'knownUntil: CalendarEndsEarly',
    ],
    ['names a day that it does not know', { holidays: ['2027-01-01'] }, 'holidays: DayOutsideCalendar'],
    ['names a day twice', { holidays: ['2026-05-01', '2026-05-01'] }, 'holidays: DaysNotInOrder'],
    ['is not in order', { holidays: ['2026-05-02', '2026-05-01'] }, 'holidays: DaysNotInOrder'],
    ['makes up on a weekday', { makeUpDays: ['2026-05-06'] }, 'makeUpDays: MakeUpDayIsNone'],
    [
      'makes up on a holiday',
      { holidays: ['2026-05-09'], makeUpDays: ['2026-05-09'] },
      'makeUpDays: MakeUpDayIsNone',
    ],
  ])('when it %s, then it is refused by its field', (_, changed, problem) => {
    expect(problems(changed)).toContain(problem);
  });

  test('when it names a day that does not exist, or a field that it does not have, then it is refused', () => {
    expect(problems({ knownUntil: '2027-02-29' })).toHaveLength(1);
    expect(problems({ holidays: ['2026-02-30'] })).toHaveLength(1);
    expect(problems({ weekend: 'Friday' })).toHaveLength(1);
  });
});

describe('the day from which two calendars differ', () => {
  test('when they say the same, then there is none, also when a weekend day is named a holiday', () => {
    expect(movedBy(CHINA_CALENDAR, { ...CHINA_CALENDAR, version: 7 })).toBeUndefined();
    const holidays = [...CHINA_CALENDAR.holidays, '2026-12-26'];
    expect(movedBy(CHINA_CALENDAR, { ...CHINA_CALENDAR, holidays })).toBeUndefined();
  });

  test('when one knows more, then it is the first day that the other does not know', () => {
    expect(movedBy(CHINA_CALENDAR, { ...CHINA_CALENDAR, knownUntil: '2027-12-31' })).toBe('2027-01-01');
    expect(movedBy(CHINA_CALENDAR, { ...CHINA_CALENDAR, knownFrom: '2024-12-01' })).toBe('2024-12-01');
  });

  const FIRST = Date.parse('2026-11-01');
  const day = fc.nat(120).map((n) => new Date(FIRST + n * DAY_MS).toISOString().slice(0, 10));
  const calendar = fc
    .record({ knownUntil: day, holidays: fc.uniqueArray(day), makeUpDays: fc.uniqueArray(day) })
    .map(({ knownUntil, holidays, makeUpDays }): WorkingCalendar => {
      const known = (days: string[]): string[] => days.filter((one) => one <= knownUntil).sort();
      return {
        ...CHINA_CALENDAR,
        knownFrom: '2026-11-01',
        knownUntil,
        holidays: known(holidays),
        makeUpDays: known(makeUpDays),
      };
    });
  property.prop([calendar, calendar])(
    'whatever they name, it is the first day of all that differs',
    (one, other) => {
      const said = ({ knownUntil, ...rest }: WorkingCalendar, date: string): boolean | undefined =>
        date > knownUntil ? undefined : isWorkingDay({ ...rest, knownUntil }, date);
      const days = Array.from({ length: 130 }, (_, n) =>
        new Date(FIRST + n * DAY_MS).toISOString().slice(0, 10),
      );
      expect(movedBy(one, other)).toBe(days.find((date) => said(one, date) !== said(other, date)));
    },
  );
});

import { fc, test as property } from '@fast-check/jest';
import { isWorkday } from 'chinese-days';
import { CHINA_CALENDAR, endOfWorkingDay, isWorkingDay, knownDaysLeft, localDay, localMinute } from '.';

const at = (local: string): number => Date.parse(`${local}+08:00`);
const endOf = (day: string): number => at(`${day}T00:00:00`) + 86_400_000;

test('M20: when it is evening in UTC, then in China it is the next day, month and year', () => {
  const newYear = Date.parse('2026-12-31T16:05:00Z');
  expect(localDay(CHINA_CALENDAR, newYear)).toBe('2027-01-01');
  expect(localMinute(CHINA_CALENDAR, newYear)).toBe('2027-01-01T00:05');
});

describe('working days (R30)', () => {
  test.each([
    ['an ordinary Monday', '2026-11-23T10:00:00', 2, '2026-11-25'],
    ['a Friday', '2026-11-20T17:00:00', 1, '2026-11-23'],
    ['the eve of National Day', '2026-09-30T16:00:00', 2, '2026-10-09'],
    ['before the make-up Saturday after it', '2026-10-09T09:00:00', 1, '2026-10-10'],
    ['before Spring Festival, with its make-up Saturday', '2026-02-13T09:00:00', 2, '2026-02-24'],
    ['just before midnight in China', '2026-11-23T23:59:59', 1, '2026-11-24'],
    ['just after midnight in China', '2026-11-24T00:00:00', 1, '2026-11-25'],
  ])('when counted from %s, then the deadline is the end of the right day', (_, from, days, last) => {
    expect(endOfWorkingDay(CHINA_CALENDAR, at(from), days)).toEqual({ atMs: endOf(last), certain: true });
  });

  test('when the deadline lies past what is known, then natural days count and it is not certain', () => {
    expect(endOfWorkingDay(CHINA_CALENDAR, at('2026-12-31T10:00:00'), 2)).toEqual({
      atMs: endOf('2027-01-02'),
      certain: false,
    });
  });

  test('when the calendar is compared with its source, then every day is the same', () => {
    for (
      let day = Date.parse('2025-01-01');
      day <= Date.parse(CHINA_CALENDAR.knownUntil);
      day += 86_400_000
    ) {
      const date = new Date(day).toISOString().slice(0, 10);
      expect([date, isWorkingDay(CHINA_CALENDAR, date)]).toEqual([date, isWorkday(date)]);
    }
  });

  test('when the calendar is about to end, then the days that are left say so', () => {
    expect(knownDaysLeft(CHINA_CALENDAR, at('2026-12-01T10:00:00'))).toBe(30);
  });

  test.each([0, -1, 1.5])('when %d working days are asked for, then it is refused', (days) => {
    expect(() => endOfWorkingDay(CHINA_CALENDAR, 0, days)).toThrow(RangeError);
  });

  const instant = fc.integer({ min: at('2025-01-01T00:00:00'), max: at('2026-12-20T00:00:00') });
  property.prop([instant, fc.integer({ min: 1, max: 30 })])(
    'when one more day is given, then the deadline is later; and it never lies within its own first day',
    (fromMs, days) => {
      const deadline = endOfWorkingDay(CHINA_CALENDAR, fromMs, days).atMs;
      expect(endOfWorkingDay(CHINA_CALENDAR, fromMs, days + 1).atMs).toBeGreaterThan(deadline);
      expect(deadline - fromMs).toBeGreaterThan(86_400_000 - 1);
    },
  );

  property.prop([instant, fc.nat(30 * 86_400_000), fc.integer({ min: 1, max: 20 })])(
    'when something is submitted later, then its deadline is not earlier',
    (fromMs, laterMs, days) => {
      expect(endOfWorkingDay(CHINA_CALENDAR, fromMs + laterMs, days).atMs).toBeGreaterThanOrEqual(
        endOfWorkingDay(CHINA_CALENDAR, fromMs, days).atMs,
      );
    },
  );
});

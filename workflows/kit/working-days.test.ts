import { nudgeAtMs, reviewDue } from './working-days';

const at = (chinaTime: string): number => Date.parse(`${chinaTime}+08:00`);

describe('the clock of a review', () => {
  test.each([
    ['a Monday', '2026-06-22T10:00', 1, '2026-06-24T00:00', '2026-06-24T09:00'],
    ['a Friday', '2026-06-26T10:00', 1, '2026-06-30T00:00', '2026-06-30T09:00'],
    ['the day before National Day', '2026-09-30T17:59', 1, '2026-10-09T00:00', '2026-10-09T09:00'],
    [
      'a Thursday whose next day is the last before a weekend',
      '2026-06-11T10:00',
      1,
      '2026-06-13T00:00',
      '2026-06-15T09:00',
    ],
    [
      'a minute after midnight in China, the day before in UTC',
      '2026-06-23T00:01',
      1,
      '2026-06-25T00:00',
      '2026-06-25T09:00',
    ],
  ])(
    'when a review opens on %s, then its day ends and its reminder comes in office hours',
    (_, opened, days, due, nudge) => {
      expect(reviewDue(at(opened), days)).toEqual({ atMs: at(due), certain: true });
      expect(nudgeAtMs(at(opened), days)).toBe(at(nudge));
    },
  );

  test('when the holidays of a year are not announced yet, then the deadline says so', () => {
    expect(reviewDue(at('2026-12-31T10:00'), 1).certain).toBe(false);
  });
});

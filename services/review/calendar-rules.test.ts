import { CHINA_CALENDAR, type CalendarContent, type FailureCode } from '@kequan/contracts';
import { previewOf } from './calendar-preview';
import { replacementOf } from './calendar-rules';

const TODAY = new Date('2026-11-28T04:00:00Z');
const { knownFrom, knownUntil, holidays, makeUpDays } = CHINA_CALENDAR;
const content = (more: Partial<CalendarContent> = {}): CalendarContent => ({
  ...{ knownFrom, knownUntil, holidays, makeUpDays },
  ...more,
});
const refusal = (path: string, message: string): Error =>
  expect.objectContaining({
    code: 'InputInvalid' satisfies FailureCode,
    fields: [{ path: `body.${path}`, message }],
  }) as Error;

describe('the calendar that replaces another', () => {
  it('when it knows another year, then it has the next version and the old name and zone', () => {
    const after = content({ knownUntil: '2027-12-31', holidays: [...holidays, '2027-01-01'] });
    expect(replacementOf(CHINA_CALENDAR, after, TODAY)).toEqual({ ...CHINA_CALENDAR, ...after, version: 1 });
  });

  it('when the year has begun that it tells of, then it may tell of days that are over and were not known', () => {
    const after = content({ knownUntil: '2027-12-31', holidays: [...holidays, '2027-01-01'] });
    expect(() => replacementOf(CHINA_CALENDAR, after, new Date('2027-01-20T04:00:00Z'))).not.toThrow();
  });

  it.each<[string, Partial<CalendarContent>, string, string]>([
    ['ends earlier', { knownUntil: '2026-12-30' }, 'knownUntil', `CalendarShorter|day=${knownUntil}`],
    [
      'takes a holiday away that is over',
      { holidays: holidays.filter((day) => day !== '2026-10-07') },
      'holidays',
      'PastDayChanged|day=2026-10-07',
    ],
    [
      'adds a make-up day that is over',
      { makeUpDays: [...makeUpDays, '2026-11-22'] },
      'makeUpDays',
      'PastDayChanged|day=2026-11-22',
    ],
    ['forgets days', { knownFrom: '2025-01-02' }, 'knownFrom', 'PastDayChanged|day=2025-01-01'],
  ])('when it %s, then it is refused by its field', (_, more, path, message) => {
    expect(() => replacementOf(CHINA_CALENDAR, content(more), TODAY)).toThrow(refusal(path, message));
  });

  it('when it changes today or what is still to come, then it is taken', () => {
    const after = content({ makeUpDays: [...makeUpDays, '2026-11-28', '2026-12-06'] });
    expect(replacementOf(CHINA_CALENDAR, after, TODAY).version).toBe(1);
  });
});

describe('C14: what a calendar would change of what waits now', () => {
  const after = { ...CHINA_CALENDAR, version: 1, holidays: [...holidays, '2026-12-01', '2026-12-02'] };
  const waiting = (workflowId: string, sinceDay: string, days: number, forfeits = false) => ({
    workflowId,
    attributes: {
      KequanProgramme: 'shaanxi',
      KequanStep: 'completion',
      KequanWaitingSince: new Date(`${sinceDay}T02:00:00Z`),
      KequanWaitDays: days,
      KequanForfeits: forfeits,
    },
  });

  it('when deadlines would move, then each is told by what is due first, with its days; others are not', () => {
    const open = [
      waiting('late', '2026-11-30', 2),
      waiting('soon', '2026-11-27', 2),
      waiting('stays', '2026-11-23', 2),
    ];
    expect(previewOf(CHINA_CALENDAR, after, open)).toEqual({
      firstChangedDay: '2026-12-01',
      movedCount: 2,
      moved: [
        {
          workflowId: 'soon',
          programmeId: 'shaanxi',
          step: 'completion',
          from: '2026-12-01',
          to: '2026-12-03',
          sooner: false,
        },
        {
          workflowId: 'late',
          programmeId: 'shaanxi',
          step: 'completion',
          from: '2026-12-02',
          to: '2026-12-04',
          sooner: false,
        },
      ],
    });
  });

  it('when a day becomes a working day, then an authority is hurried and nobody loses a day', () => {
    const open = [waiting('review', '2026-11-30', 2), waiting('forfeit', '2026-11-30', 2, true)];
    const { moved } = previewOf(after, { ...CHINA_CALENDAR, version: 2 }, open);
    expect(moved.map(({ workflowId, sooner }) => [workflowId, sooner])).toEqual([['review', true]]);
  });

  it('when very many move, then all are counted and a hundred told; nothing changed moves nothing', () => {
    const open = Array.from({ length: 250 }, (_, n) => waiting(`w${String(n)}`, '2026-11-30', 2));
    const preview = previewOf(CHINA_CALENDAR, after, open);
    expect([preview.movedCount, preview.moved.length]).toEqual([250, 100]);
    expect(previewOf(CHINA_CALENDAR, { ...CHINA_CALENDAR, version: 1 }, open)).toEqual({
      movedCount: 0,
      moved: [],
    });
  });
});

import {
  failure,
  localDay,
  movedBy,
  type CalendarContent,
  type Failure,
  type WorkingCalendar,
} from '@kequan/contracts';

/**
 * The calendar that replaces another: its name, its zone and its past stay as they are.
 * @throws `InputInvalid` when it ends earlier, or changes a day that is over
 */
export function replacementOf(
  before: WorkingCalendar,
  { knownFrom, knownUntil, holidays, makeUpDays }: CalendarContent,
  at: Date,
): WorkingCalendar {
  const after = { ...before, knownFrom, knownUntil, holidays, makeUpDays, version: before.version + 1 };
  if (knownUntil < before.knownUntil) throw wrong('knownUntil', `CalendarShorter|day=${before.knownUntil}`);
  // What was not known may become known late: only what was told must stay.
  const day = movedBy(before, { ...after, knownUntil: before.knownUntil });
  if (day !== undefined && day < localDay(before, at.getTime()))
    throw wrong(fieldOf(before, after, day), `PastDayChanged|day=${day}`);
  return after;
}

/** The field in which a day was changed. */
function fieldOf(before: WorkingCalendar, after: WorkingCalendar, day: string): keyof CalendarContent {
  if (before.knownFrom !== after.knownFrom && (day < before.knownFrom || day < after.knownFrom))
    return 'knownFrom';
  return before.holidays.includes(day) === after.holidays.includes(day) ? 'makeUpDays' : 'holidays';
}

function wrong(field: keyof CalendarContent, message: string): Failure {
  return failure('InputInvalid', { count: 1 }, [{ path: `body.${field}`, message }]);
}

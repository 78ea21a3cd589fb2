import { z } from 'zod';
import { isWeekend } from './working-days';

const Day = z.iso.date();
const days = z
  .array(Day)
  .max(4000)
  .refine((list) => list.every((day, n) => n === 0 || (list[n - 1] ?? '') < day), { error: 'DaysNotInOrder' })
  .readonly();

const announced = {
  knownFrom: Day,
  /** The last day whose holidays are announced. */
  knownUntil: Day,
  holidays: days,
  makeUpDays: days,
};

/**
 * What the State Council announces: on which days people do not work, and on which weekend days they do. Days are
 * YYYY-MM-DD, each list in order and each day once.
 */
export const CalendarContent = z.strictObject(announced).check(refuseUnsound);
export type CalendarContent = z.infer<typeof CalendarContent>;

/** Replaces the calendar; `version` is that of the calendar that it replaces, so that nobody replaces what he has not seen. */
export const ReplaceCalendar = z.strictObject({ version: z.int().min(0), ...announced }).check(refuseUnsound);
export type ReplaceCalendar = z.infer<typeof ReplaceCalendar>;

/** A calendar of working days as data, with the last day whose holidays are announced. Each replacement has the next version. */
export const WorkingCalendar = z
  .strictObject({ name: z.string(), version: z.int().min(0), utcOffsetMinutes: z.int(), ...announced })
  .check(refuseUnsound);
export type WorkingCalendar = z.infer<typeof WorkingCalendar>;

/** Names what is wrong of a calendar, each by its path. */
function refuseUnsound({ value, issues }: z.core.ParsePayload<z.infer<z.ZodObject<typeof announced>>>): void {
  const { knownFrom, knownUntil, holidays, makeUpDays } = value;
  const wrong = (path: keyof typeof announced, message: string): void => {
    issues.push({ code: 'custom', message, path: [path], input: value[path] });
  };
  const isUnknown = (day: string): boolean => day < knownFrom || day > knownUntil;
  if (knownUntil < knownFrom) wrong('knownUntil', 'CalendarEndsEarly');
  if (holidays.some(isUnknown)) wrong('holidays', 'DayOutsideCalendar');
  if (makeUpDays.some(isUnknown)) wrong('makeUpDays', 'DayOutsideCalendar');
  const free = new Set(holidays);
  if (!makeUpDays.every((day) => isWeekend(day) && !free.has(day))) wrong('makeUpDays', 'MakeUpDayIsNone');
}

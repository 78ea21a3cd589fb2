import { CalendarContent, CalendarPreview, ReplaceCalendar, WorkingCalendar } from '@kequan/contracts';
import { allow, route, type Processes, type Route } from '@kequan/kit';
import { previewOf, WAITING } from './calendar-preview';
import { replacementOf } from './calendar-rules';
import type { Calendars } from './calendars';

/** Who replaces the calendar, for all programmes. */
const admin = allow.roles('platformAdmin');

/** The working calendar: what it says, and how it is replaced (decision 0021). */
export function calendarRoutes({
  calendars,
  processes,
}: {
  calendars: Calendars;
  processes: Pick<Processes, 'listOpen'>;
}): Route[] {
  return [
    route('GET /v1/calendar', allow.signedIn, {
      summary: 'The working calendar by which deadlines are reckoned',
      answer: WorkingCalendar,
      handle: () => calendars.current(),
    }),

    route('POST /v1/calendar/preview', admin, {
      summary: 'What a calendar would change: its first changed day, and the open deadlines that would move',
      body: CalendarContent,
      answer: CalendarPreview,
      handle: async ({ body }) => {
        const before = await calendars.current();
        const after = replacementOf(before, body, new Date());
        return previewOf(before, after, await processes.listOpen(WAITING));
      },
    }),

    route('PUT /v1/calendar', admin, {
      summary: 'Replaces the working calendar; open deadlines follow it',
      idempotencyKey: 'required',
      body: ReplaceCalendar,
      answer: WorkingCalendar,
      handle: ({ caller, body, key }) =>
        calendars.replace({ accountId: caller.accountId, key, at: new Date() }, body),
    }),
  ];
}

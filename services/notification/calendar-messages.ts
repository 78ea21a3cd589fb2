import type { KeQuanEvent } from '@kequan/contracts';
import type { PlannedMessage } from './message-words';

/** The event that the known calendar ends soon. */
export type CalendarEndingEvent = Extract<KeQuanEvent, { type: 'kequan.review.calendar-ending.v1' }>;

/**
 * The messages that the end of the known calendar asks for (P22): each office hears of it, and the platform administrators,
 * who replace it. They look after all programmes, so they hear of it once for all of them.
 */
export function calendarEnding({
  programmeId,
  knownUntil,
  daysLeft,
}: CalendarEndingEvent['data']): PlannedMessage[] {
  const params = { day: knownUntil, days: String(daysLeft) };
  return [
    {
      recipient: { role: 'platformAdmin' },
      programmeId,
      textKey: 'sms.calendarEnding.platformAdmin',
      params,
      once: `calendar-ending/${knownUntil}`,
    },
    { recipient: { role: 'office' }, programmeId, textKey: 'sms.calendarEnding.office', params },
  ];
}

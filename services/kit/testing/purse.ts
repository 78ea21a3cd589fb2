import { event, newId, type KeQuanEvent, type NewEvent } from '@kequan/contracts';
import { listOf, optional, whole } from '../store/fields';
import { aggregateSchema, type DocumentOf } from '../store/schema';

/** A small aggregate for tests of the store and what is around it. */
export const purseSchema = aggregateSchema({
  balance: whole,
  /** The numbers of its events in the order in which the store wrote them. */
  told: optional(listOf(whole)),
});
export type Purse = DocumentOf<typeof purseSchema>;

const institutionId = newId();

/** An event that tells its number; any type would do. */
export function numbered(number: number): NewEvent {
  return event('kequan.institution.entry-notice-published.v1', {
    programmeId: 'jiangsu',
    institutionId,
    applicantAccountId: institutionId,
    title: '测试',
    noticeNumber: String(number),
  });
}

/** The number of an event made by `numbered`. */
export function numberOf({ data }: KeQuanEvent): number {
  return 'noticeNumber' in data ? Number(data.noticeNumber) : NaN;
}

import { event, newId, type KeQuanEvent, type NewEvent } from '@kequan/contracts';
import type { Aggregate } from '../store/aggregate';

/** A small aggregate for tests of the store and what is around it. */
export interface Purse extends Aggregate {
  balance: number;
  /** The numbers of its events in the order in which the store wrote them. */
  told?: number[];
}

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

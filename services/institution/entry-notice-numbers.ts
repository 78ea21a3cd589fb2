import type { Connection } from 'mongoose';
import { CHINA_CALENDAR, localDay } from '@kequan/contracts';
import { runningNumbers } from '@kequan/kit';

/** The numbers of a programme's entry notices: 1, 2, 3, … in each year, without a gap and without a twin. */
export interface EntryNoticeNumbers {
  /** The institution's number: taken at the first call, the same at every later one, also in another year. */
  take(programmeId: string, institutionId: string, at: Date): Promise<{ year: number; no: number }>;
}

/** Opens the numbers: a series is `<programme>/<year>`. */
export function entryNoticeNumbers(connection: Connection): EntryNoticeNumbers {
  const numbers = runningNumbers(connection, 'entryNotice');
  return {
    async take(programmeId, institutionId, at) {
      const year = localDay(CHINA_CALENDAR, at.getTime()).slice(0, 4);
      const { series, no } = await numbers.take(`${programmeId}/${year}`, institutionId);
      // The series of the first call, which may have been in an earlier year.
      return { year: Number(series.slice(-4)), no };
    },
  };
}

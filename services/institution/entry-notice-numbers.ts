import type { Db } from 'mongodb';
import { CHINA_CALENDAR, localDay } from '@kequan/contracts';
import { ensureIndexes, isDuplicateKey } from '@kequan/kit';

interface TakenNumber {
  /** `<programme>/<year>/<no>`, the number with leading zeros, so that the last one sorts last. */
  _id: string;
  institutionId: string;
  programmeId: string;
  year: number;
  no: number;
}

/** The numbers of a programme's entry notices: 1, 2, 3, … in each year, without a gap and without a twin. */
export interface EntryNoticeNumbers {
  /** The institution's number: taken at the first call, the same at every later one. */
  take(programmeId: string, institutionId: string, at: Date): Promise<{ year: number; no: number }>;
  ensureIndexes(): Promise<void>;
}

/**
 * Opens the numbers. Each is a document whose `_id` is the number and that names its institution, so a number is taken
 * and owned in one write: a crash behind it leaves no gap, and there is no counter that everybody shares.
 */
export function entryNoticeNumbers(db: Db): EntryNoticeNumbers {
  const collection = db.collection<TakenNumber>('entryNoticeNumbers');
  return {
    async ensureIndexes() {
      await ensureIndexes(collection, [
        { keys: { institutionId: 1 }, options: { unique: true } },
        { keys: { programmeId: 1, year: 1, no: -1 } },
      ]);
    },
    async take(programmeId, institutionId, at) {
      const year = Number(localDay(CHINA_CALENDAR, at.getTime()).slice(0, 4));
      for (;;) {
        const own = await collection.findOne({ institutionId });
        if (own) return { year: own.year, no: own.no };
        const last = await collection.findOne({ programmeId, year }, { sort: { no: -1 } });
        const no = (last?.no ?? 0) + 1;
        const _id = `${programmeId}/${year}/${String(no).padStart(8, '0')}`;
        try {
          await collection.insertOne({ _id, institutionId, programmeId, year, no });
        } catch (error) {
          // Somebody was faster, for this number or for this institution: look again.
          if (!isDuplicateKey(error)) throw error;
        }
      }
    },
  };
}

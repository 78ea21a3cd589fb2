import type { Db } from 'mongodb';
import { ensureIndexes, isDuplicateKey } from '@kequan/kit';

interface TakenNumber {
  /** `<programme>/<year>/<no>`, the number with leading zeros, so that the last one sorts last. */
  _id: string;
  voucherId: string;
  programmeId: string;
  year: number;
  no: number;
}

/** The numbers that people read: 1, 2, 3, … in each programme and year, without a gap and without a twin. */
export interface VoucherNumbers {
  /** The voucher's number: taken at the first call, the same at every later one. */
  take(programmeId: string, year: number, voucherId: string): Promise<string>;
  ensureIndexes(): Promise<void>;
}

/** Opens the numbers. Each is a document that names its voucher: taken and owned in one write. */
export function openVoucherNumbers(db: Db): VoucherNumbers {
  const collection = db.collection<TakenNumber>('voucherNumbers');
  return {
    async ensureIndexes() {
      await ensureIndexes(collection, [
        { keys: { voucherId: 1 }, options: { unique: true } },
        { keys: { programmeId: 1, year: 1, no: -1 } },
      ]);
    },
    async take(programmeId, year, voucherId) {
      for (;;) {
        const own = await collection.findOne({ voucherId });
        if (own) return written(own);
        const last = await collection.findOne({ programmeId, year }, { sort: { no: -1 } });
        const no = (last?.no ?? 0) + 1;
        const _id = `${programmeId}/${year}/${padded(no)}`;
        try {
          await collection.insertOne({ _id, voucherId, programmeId, year, no });
        } catch (error) {
          // Somebody was faster, for this number or for this voucher: look again.
          if (!isDuplicateKey(error)) throw error;
        }
      }
    },
  };
}

function padded(no: number): string {
  return String(no).padStart(8, '0');
}

/** `SHAANXI-2026-00000001` */
function written({ programmeId, year, no }: TakenNumber): string {
  return `${programmeId.toUpperCase()}-${year}-${padded(no)}`;
}

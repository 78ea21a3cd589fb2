import type { Connection } from 'mongoose';
import { runningNumbers } from '@kequan/kit';

/** The numbers that people read: 1, 2, 3, … in each programme and year, without a gap and without a twin. */
export interface VoucherNumbers {
  /** The voucher's number: taken at the first call, the same at every later one. */
  take(programmeId: string, year: number, voucherId: string): Promise<string>;
}

/** Opens the numbers of a database. */
export function openVoucherNumbers(connection: Connection): VoucherNumbers {
  const numbers = runningNumbers(connection, 'vouchers');
  return {
    async take(programmeId, year, voucherId) {
      const { series, no } = await numbers.take(`${programmeId}/${year}`, voucherId);
      return written(series, no);
    },
  };
}

/** `SHAANXI-2026-00000001` */
function written(series: string, no: number): string {
  return `${series.toUpperCase().replace('/', '-')}-${String(no).padStart(8, '0')}`;
}

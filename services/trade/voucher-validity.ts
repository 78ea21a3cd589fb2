import type { Connection } from 'mongoose';
import { CHINA_CALENDAR, failure, localDay, type KeQuanEvent } from '@kequan/contracts';
import { documentSchema, insertOnce, openModel, text, type DocumentOf } from '@kequan/kit';

/** From when until when a voucher holds: its days in China, both inclusive. Its `_id` is the voucher's. */
const validitySchema = documentSchema({ _id: text, firstDay: text, lastDay: text });

export type VoucherValidity = Omit<DocumentOf<typeof validitySchema>, '_id'>;

/** How long each voucher holds: voucher's fact, as its events told it. */
export interface VoucherValidities {
  of(voucherId: string): Promise<VoucherValidity | undefined>;
  learn(event: KeQuanEvent): Promise<void>;
}

/** Opens the projection; a voucher stands there once, however often its event comes. */
export function openVoucherValidities(connection: Connection): VoucherValidities {
  const validities = openModel(connection, 'voucherValidities', validitySchema);
  return {
    of: async (voucherId) =>
      (await validities.findOne({ _id: voucherId }).lean<VoucherValidity>()) ?? undefined,
    async learn(event) {
      if (event.type !== 'kequan.voucher.voucher-issued.v1') return;
      const { voucherId, expiresAt } = event.data;
      const firstDay = localDay(CHINA_CALENDAR, Date.parse(event.time));
      const lastDay = localDay(CHINA_CALENDAR, Date.parse(expiresAt) - 1);
      await insertOnce(validities, { _id: voucherId, firstDay, lastDay });
    },
  };
}

/** An invoice of a past order lies within the voucher's days, and not in the future (R23). @throws `InvoiceOutsideValidity` */
export function requireInvoiceWithin(
  { firstDay, lastDay }: VoucherValidity,
  invoiceOn: string,
  at: Date,
): void {
  const today = localDay(CHINA_CALENDAR, at.getTime());
  if (invoiceOn < firstDay || invoiceOn > lastDay || invoiceOn > today)
    throw failure('InvoiceOutsideValidity');
}

import type { Connection } from 'mongoose';
import { documentSchema, listOf, openModel, part, text, whole } from '@kequan/kit';
import type { CapturedFen } from './audit';

/** What the audit reads of voucher's documents; the running service never does. */
const voucherHolds = documentSchema({
  _id: text,
  holds: listOf(part({ orderId: text, amountFen: whole, status: text })),
});

/** What the vouchers of an installation have captured, by deal. @param voucher the voucher service's database */
export async function capturedFen(voucher: Connection): Promise<CapturedFen> {
  const captured = new Map<string, number>();
  const found = openModel(voucher, 'vouchers', voucherHolds).find({}, { holds: 1 }).lean().cursor();
  for await (const { holds } of found)
    for (const { orderId, amountFen, status } of holds)
      if (status === 'captured') captured.set(orderId, (captured.get(orderId) ?? 0) + amountFen);
  return captured;
}

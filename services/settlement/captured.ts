import type { Db } from 'mongodb';
import type { CapturedFen } from './audit';

/** What the audit reads of voucher's documents; the running service never does. */
interface VoucherHolds {
  _id: string;
  holds: { orderId: string; amountFen: number; status: string }[];
}

/** What the vouchers of an installation have captured, by deal. @param voucher the voucher service's database */
export async function capturedFen(voucher: Db): Promise<CapturedFen> {
  const captured = new Map<string, number>();
  const found = voucher.collection<VoucherHolds>('vouchers').find({}, { projection: { holds: 1 } });
  for await (const { holds } of found)
    for (const { orderId, amountFen, status } of holds)
      if (status === 'captured') captured.set(orderId, (captured.get(orderId) ?? 0) + amountFen);
  return captured;
}

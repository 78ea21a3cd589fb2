import {
  event,
  failure,
  HOLD_LIFE,
  leadsTo,
  VOUCHER_LIFE,
  type Fen,
  type HoldVoucher,
  type Posting,
  type VoucherAccount,
} from '@kequan/contracts';
import { ofVoucher } from './events';
import type { Hold, Voucher } from './model';
import type { Movement } from './movement';

/** A move of a voucher's money; undefined when there is nothing to do. */
export type VoucherMove = Movement<Voucher> | undefined;

/**
 * available → held for an order.
 * @throws `VoucherUnusable` (another's, expired, given back), `VoucherTooSmall`, `Conflict` when the order holds already
 */
export function hold(
  voucher: Voucher,
  { key, orderId, institutionId, amountFen }: HoldVoucher,
  at: Date,
): VoucherMove {
  if (voucher.institutionId !== institutionId || voucher.status !== 'usable' || at >= voucher.expiresAt)
    throw failure('VoucherUnusable');
  if (held(voucher, orderId)) throw failure('Conflict');
  if (voucher.balances.available < amountFen) throw failure('VoucherTooSmall');
  return {
    postings: [posting(key, 'available', 'held', amountFen, at, orderId)],
    set: { holds: withHold(voucher, { orderId, amountFen, status: HOLD_LIFE.start }) },
    events: [event('kequan.voucher.voucher-held.v1', { ...ofVoucher(voucher), orderId, amountFen })],
  };
}

/** held → where the voucher's free money is by now. Nothing held is fine. */
export function release(
  voucher: Voucher,
  { key, orderId }: { key: string; orderId: string },
  at: Date,
): VoucherMove {
  const found = held(voucher, orderId);
  if (!found) return undefined;
  const { amountFen } = found;
  return {
    postings: [posting(key, 'held', freeAccount(voucher), amountFen, at, orderId)],
    set: { holds: withHold(voucher, { ...found, status: leadsTo(HOLD_LIFE, 'release') }) },
    events: [event('kequan.voucher.voucher-released.v1', { ...ofVoucher(voucher), orderId, amountFen })],
  };
}

/** held → captured; the rest is released in the same write. @throws `HoldMissing`, `Conflict` when more than was held */
export function capture(
  voucher: Voucher,
  { key, orderId, amountFen }: { key: string; orderId: string; amountFen: Fen },
  at: Date,
): VoucherMove {
  const found = held(voucher, orderId);
  if (!found) throw failure('HoldMissing');
  const restFen = found.amountFen - amountFen;
  if (amountFen < 1 || restFen < 0) throw failure('Conflict');
  const about = { ...ofVoucher(voucher), orderId };
  const captured = posting(key, 'held', 'captured', amountFen, at, orderId);
  const rest = posting(restKey(key), 'held', freeAccount(voucher), restFen, at, orderId);
  return {
    postings: restFen === 0 ? [captured] : [captured, rest],
    set: { holds: withHold(voucher, { ...found, amountFen, status: leadsTo(HOLD_LIFE, 'capture') }) },
    events: [
      event('kequan.voucher.voucher-captured.v1', { ...about, amountFen }),
      ...(restFen === 0
        ? []
        : [event('kequan.voucher.voucher-released.v1', { ...about, amountFen: restFen })]),
    ],
  };
}

/** captured → held: the payout came to nothing (F22, F24). Nothing captured is fine. */
export function reopen(
  voucher: Voucher,
  { key, orderId }: { key: string; orderId: string },
  at: Date,
): VoucherMove {
  const found = voucher.holds.find((one) => one.orderId === orderId && one.status === 'captured');
  if (!found) return undefined;
  const { amountFen } = found;
  return {
    postings: [posting(key, 'captured', 'held', amountFen, at, orderId)],
    set: { holds: withHold(voucher, { ...found, status: leadsTo(HOLD_LIFE, 'reopen') }) },
    events: [event('kequan.voucher.voucher-held.v1', { ...ofVoucher(voucher), orderId, amountFen })],
  };
}

/** available → expired. What is held stays held until its order ends. */
export function expire(voucher: Voucher, { key }: { key: string }, at: Date): VoucherMove {
  if (voucher.status !== 'usable') return undefined;
  const amountFen = voucher.balances.available;
  return {
    postings: amountFen === 0 ? [] : [posting(key, 'available', 'expired', amountFen, at, voucher._id)],
    set: { status: leadsTo(VOUCHER_LIFE, 'expire') },
    events: [event('kequan.voucher.voucher-expired.v1', { ...ofVoucher(voucher), amountFen })],
  };
}

/** available → returned (F16). @throws `VoucherUnusable`, `VoucherTooSmall` when nothing is left to give back */
export function giveBack(
  voucher: Voucher,
  { key, returnedBy }: { key: string; returnedBy: string },
  at: Date,
): VoucherMove {
  if (voucher.status !== 'usable') throw failure('VoucherUnusable');
  const amountFen = voucher.balances.available;
  if (amountFen === 0) throw failure('VoucherTooSmall');
  return {
    postings: [posting(key, 'available', 'returned', amountFen, at, voucher._id)],
    set: { status: leadsTo(VOUCHER_LIFE, 'giveBack') },
    events: [event('kequan.voucher.voucher-returned.v1', { ...ofVoucher(voucher), amountFen, returnedBy })],
  };
}

/** The key of the second posting of a command. */
export function restKey(key: string): string {
  return `${key}/rest`;
}

/** Where money goes that an order lets go: it cannot be spent any more once the voucher is over. */
function freeAccount({ status }: Voucher): VoucherAccount {
  return status === 'usable' ? 'available' : status;
}

function held({ holds }: Voucher, orderId: string): Hold | undefined {
  return holds.find((one) => one.orderId === orderId && one.status === 'held');
}

function withHold({ holds }: Voucher, hold: Hold): Hold[] {
  return [...holds.filter(({ orderId }) => orderId !== hold.orderId), hold];
}

function posting(
  key: string,
  from: VoucherAccount,
  to: VoucherAccount,
  amountFen: Fen,
  at: Date,
  reference: string,
): Posting {
  return { key, from, to, amountFen, at: at.toISOString(), reference };
}

import { life } from './life';

/** The life of a voucher (F15, F16): usable until it expires or its holder gives it back; what is spent by then stays spent. */
export const VOUCHER_LIFE = life<'usable' | 'expired' | 'returned', object>()({
  start: 'usable',
  states: { usable: {}, expired: {}, returned: {} },
  steps: {
    expire: { from: ['usable'], to: 'expired' },
    giveBack: { from: ['usable'], to: 'returned' },
  },
});
export type VoucherStatus = keyof typeof VOUCHER_LIFE.states;

/** The life of what an order takes from a voucher (F17): held while it runs, captured when its claim is approved, let go otherwise. */
export const HOLD_LIFE = life<'held' | 'released' | 'captured', object>()({
  start: 'held',
  states: { held: {}, released: {}, captured: {} },
  steps: {
    release: { from: ['held'], to: 'released' },
    capture: { from: ['held'], to: 'captured' },
    /** The payout came to nothing (F22, F24): finance decides anew. */
    reopen: { from: ['captured'], to: 'held' },
    /** The order was refused, corrected and placed again (R28). */
    holdAnew: { from: ['released'], to: 'held' },
  },
});
export type HoldStatus = keyof typeof HOLD_LIFE.states;

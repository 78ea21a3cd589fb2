import type { PayoutStatus } from '../payout';
import { life, type MoveOf } from './life';

/** The life of one payout (F22, F24): due until a batch takes it, shown to the public, released by two persons, sent, confirmed. */
export const PAYOUT_LIFE = life<PayoutStatus, object>()({
  start: 'due',
  states: {
    due: {},
    batched: {},
    noticed: {},
    held: {},
    released: {},
    sent: {},
    paid: {},
    returned: {},
    objected: {},
  },
  steps: {
    batch: { from: ['due'], to: 'batched' },
    notice: { from: ['batched'], to: 'noticed' },
    /** One objection at a time holds a line until the office has ruled on it. */
    object: { from: ['noticed'], to: 'held' },
    rule: { from: ['held'], to: { upheld: 'objected', dismissed: 'noticed' } },
    release: { from: ['noticed'], to: 'released' },
    send: { from: ['released'], to: 'sent' },
    /** The file leaves a payee without an account out. */
    leaveOut: { from: ['released'], to: 'returned' },
    confirm: { from: ['sent'], to: { paid: 'paid', returned: 'returned' } },
    /** Its batch was called off before its release, or went on without it: the next one takes it. */
    comeAgain: { from: ['batched', 'noticed', 'released'], to: 'due' },
  },
});

/** A move of a payout that its life knows. */
export type PayoutMove = MoveOf<typeof PAYOUT_LIFE>;

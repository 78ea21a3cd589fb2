import { z } from 'zod';

/**
 * Where a payout stands: `due` until a batch takes it, `batched` until it is in the public notice, `noticed` while it may be
 * objected to, `held` while an objection is ruled on, `released` by two persons, `sent` to the bank, and how it ended.
 */
export const PayoutStatus = z.enum([
  'due',
  'batched',
  'noticed',
  'held',
  'released',
  'sent',
  'paid',
  'returned',
  'objected',
]);
export type PayoutStatus = z.infer<typeof PayoutStatus>;

/** Why a payout failed; the firm sees it. The bank's codes stand in docs/reference/bank-file.md. */
export const PayoutFailure = z.enum([
  'accountMissing',
  'accountUnknown',
  'accountClosed',
  'nameDiffers',
  'otherReason',
  'objectionUpheld',
]);
export type PayoutFailure = z.infer<typeof PayoutFailure>;

/** Where a batch stands. `dissolved`: an operator called it off before its release, and its lines are due again. */
export const PayoutBatchStatus = z.enum([
  'collecting',
  'noticed',
  'released',
  'sent',
  'settled',
  'dissolved',
]);
export type PayoutBatchStatus = z.infer<typeof PayoutBatchStatus>;

/** Where an objection stands: `open` until the office rules; `upheld` stops the payout, `dismissed` lets it go on. */
export const ObjectionStatus = z.enum(['open', 'upheld', 'dismissed']);
export type ObjectionStatus = z.infer<typeof ObjectionStatus>;

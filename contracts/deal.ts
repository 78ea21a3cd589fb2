import { z } from 'zod';
import { Fen } from './money';

/**
 * Where a deal stands (requirements 2.7, 2.8). As a reservation: `open` 可接券, `replied` 已回复, `accepted` 接受预约, `rejected` 拒绝.
 * As an order: `placed` 已接单 until the provider takes it, `inProgress` 进行中, `delivered` (the provider clicked 完成),
 * `disputed`, `completed` 已完成. As a claim: `claimed` (reviewer), `checked` (finance), `payable`, `paid`.
 */
export const DealStatus = z.enum([
  'draft',
  'open',
  'replied',
  'accepted',
  'placed',
  'inProgress',
  'delivered',
  'disputed',
  'completed',
  'claimed',
  'checked',
  'payable',
  'paid',
  'rejected',
  'claimRejected',
  'cancelled',
  'lapsed',
]);
export type DealStatus = z.infer<typeof DealStatus>;

/** Who has a part in a deal. */
export const DealParty = z.enum(['user', 'provider']);
export type DealParty = z.infer<typeof DealParty>;

/** What a deal waits for, and of which a silence is reminded of. */
export const DealWait = z.enum(['reply', 'order', 'taking', 'completion', 'confirmation', 'claim']);
export type DealWait = z.infer<typeof DealWait>;

/** What an order takes from a voucher. */
export interface OrderMoney {
  voucherId: string;
  voucherFen: number;
}

/** Why less is paid than was claimed; the firm sees it (F23). */
export const DeductionReason = z.enum([
  'aboveCoverage',
  'notPayable',
  'invoiceDiffers',
  'outsideValidity',
  'priceAboveMarket',
  'evidenceIncomplete',
]);
export type DeductionReason = z.infer<typeof DeductionReason>;

/** One deduction from a claim, with its coded reason. */
export const Deduction = z.strictObject({ reason: DeductionReason, amountFen: Fen.min(1) });
export type Deduction = z.infer<typeof Deduction>;

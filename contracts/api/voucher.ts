import { z } from 'zod';
import { Id } from '../ids';
import { Fen } from '../money';
import { ApplicationView } from './institution';
import { Instant, PageQuery } from './common';

export const CreateVoucherApplication = z.strictObject({ institutionId: Id });
export type CreateVoucherApplication = z.infer<typeof CreateVoucherApplication>;

/** An application for a voucher; `unit` is shown, and no route takes it (R20). */
export const VoucherApplicationView = ApplicationView.extend({
  applicationId: Id,
  institutionId: Id,
  programmeId: z.string(),
  version: z.int(),
  unit: z
    .object({ name: z.string(), unitCode: z.string(), userKind: z.string(), registeredOn: z.string() })
    .optional(),
  approvedFen: Fen.optional(),
});
export type VoucherApplicationView = z.infer<typeof VoucherApplicationView>;

/** A voucher, with what lies in each of its accounts and every movement. */
export const VoucherView = z.object({
  voucherId: Id,
  number: z.string(),
  institutionId: Id,
  programmeId: z.string(),
  status: z.enum(['usable', 'expired', 'returned']),
  amountFen: Fen,
  balances: z.object({ available: Fen, held: Fen, captured: Fen, expired: Fen, returned: Fen }),
  holds: z.array(z.object({ orderId: z.string(), amountFen: Fen, status: z.string() })),
  postings: z.array(
    z.object({ from: z.string(), to: z.string(), amountFen: Fen, at: Instant, reference: z.string() }),
  ),
  expiresAt: Instant,
});
export type VoucherView = z.infer<typeof VoucherView>;

export const VoucherQuery = PageQuery;

/** Money for a programme's year. */
export const GrantBudget = z.strictObject({ amountFen: Fen.min(1).max(100_000_000_000_00) });
export type GrantBudget = z.infer<typeof GrantBudget>;

/** A programme's money in one year: granted = available + committed + captured. */
export const BudgetView = z.object({
  programmeId: z.string(),
  year: z.int(),
  grantedFen: Fen,
  balances: z.object({ available: Fen, committed: Fen, captured: Fen }),
});
export type BudgetView = z.infer<typeof BudgetView>;

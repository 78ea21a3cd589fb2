import { z } from 'zod';
import { Id } from '../ids';
import { Fen } from '../money';
import { ObjectionStatus, PayoutBatchStatus, PayoutFailure, PayoutStatus } from '../payout';
import { Instant, PageQuery } from './common';

/** The id of a batch and of its notice, as `shaanxi.2026-12-05`. */
export const BatchId = z.string().regex(/^[a-z]{2,20}\.[\w.-]{4,40}$/);

/** An objection to a payout; who raised it is told to nobody but the office. */
export const ObjectionView = z.object({
  objectionId: Id,
  status: ObjectionStatus,
  reason: z.string(),
  at: Instant,
  objectedBy: Id.optional(),
});
export type ObjectionView = z.infer<typeof ObjectionView>;

/** Money on its way to an institution. */
export const PayoutView = z.object({
  payoutId: Id,
  dealId: Id,
  programmeId: z.string(),
  institutionId: Id,
  title: z.string(),
  amountFen: Fen,
  status: PayoutStatus,
  batchId: z.string().optional(),
  failure: PayoutFailure.optional(),
  objections: z.array(ObjectionView),
  orderedAt: Instant,
  endedAt: Instant.optional(),
});
export type PayoutView = z.infer<typeof PayoutView>;

/** A batch of payouts as finance sees it. */
export const PayoutBatchView = z.object({
  batchId: z.string(),
  programmeId: z.string(),
  period: z.string(),
  status: PayoutBatchStatus,
  lineCount: z.int(),
  amountFen: Fen,
  noticeUntil: Instant.optional(),
  releases: z.array(z.object({ releasedBy: Id, at: Instant })),
  /** What went to the bank; `sha256` is that of the file, to compare with the bank's. */
  file: z.object({ lineCount: z.int(), amountFen: Fen, sha256: z.string() }).optional(),
  paidCount: z.int().optional(),
  returnedCount: z.int().optional(),
  beganAt: Instant,
});
export type PayoutBatchView = z.infer<typeof PayoutBatchView>;

/** What everybody may read of a line; `held`: an objection is being ruled on; `stopped`: it was upheld. */
export const NoticeLineView = z.object({
  payoutId: Id,
  title: z.string(),
  amountFen: Fen,
  standing: z.enum(['shown', 'held', 'stopped']),
});

/** A public notice (公示) without its lines. */
export const PayoutNoticeSummary = z.object({
  noticeId: z.string(),
  programmeId: z.string(),
  period: z.string(),
  publishedAt: Instant,
  until: Instant,
  /** Whether it may be objected to now. */
  open: z.boolean(),
  lineCount: z.int(),
  amountFen: Fen,
});
export type PayoutNoticeSummary = z.infer<typeof PayoutNoticeSummary>;

export const PayoutNoticeView = PayoutNoticeSummary.extend({ lines: z.array(NoticeLineView) });
export type PayoutNoticeView = z.infer<typeof PayoutNoticeView>;

/** An objection to one line of a notice. */
export const RaiseObjection = z.strictObject({
  payoutId: Id,
  reason: z.string().trim().min(5).max(1000),
});
export type RaiseObjection = z.infer<typeof RaiseObjection>;

export const RaisedObjection = z.object({ objectionId: Id, payoutId: Id, status: ObjectionStatus });

export const PayoutQuery = PageQuery.extend({ status: PayoutStatus.optional() });
export const PayoutNoticeQuery = PageQuery.extend({ programmeId: z.string().max(20).optional() });

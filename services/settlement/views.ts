import type {
  PayoutBatchView,
  PayoutNoticeSummary,
  PayoutNoticeView,
  PayoutStatus,
  PayoutView,
} from '@kequan/contracts';
import type { Caller } from '@kequan/kit';
import type { Batch, BatchLine, Payout } from './model';
import { publicTitle } from './names';

/** A payout as a caller sees it; who objected is the office's to know. */
export function payoutView(caller: Pick<Caller, 'role'>, payout: Payout): PayoutView {
  const { _id, dealId, programmeId, institutionId, title, amountFen, status, batchId, failure, endedAt } =
    payout;
  return {
    payoutId: _id,
    dealId,
    programmeId,
    institutionId,
    title,
    amountFen,
    status,
    ...(batchId !== undefined && { batchId }),
    ...(failure !== undefined && { failure }),
    objections: payout.objections.map(({ objectionId, status: standing, reason, at, objectedBy }) => ({
      objectionId,
      status: standing,
      reason,
      at: at.toISOString(),
      ...(caller.role === 'office' && { objectedBy }),
    })),
    orderedAt: payout.createdAt.toISOString(),
    ...(endedAt && { endedAt: endedAt.toISOString() }),
  };
}

/** A batch as finance sees it. */
export function batchView(batch: Batch): PayoutBatchView {
  const { _id, programmeId, period, status, lines, amountFen, noticeUntil, releases, file } = batch;
  const { paidCount, returnedCount } = batch;
  return {
    batchId: _id,
    programmeId,
    period,
    status,
    lineCount: lines.length,
    amountFen,
    ...(noticeUntil && { noticeUntil: noticeUntil.toISOString() }),
    releases: releases.map(({ releasedBy, at }) => ({ releasedBy, at: at.toISOString() })),
    ...(file && { file }),
    ...(paidCount !== undefined && { paidCount }),
    ...(returnedCount !== undefined && { returnedCount }),
    beganAt: batch.createdAt.toISOString(),
  };
}

/** A public notice without its lines. */
export function noticeSummary(batch: Batch): PayoutNoticeSummary {
  const { _id, programmeId, period, status, lines, amountFen, publishedAt, noticeUntil } = batch;
  const until = noticeUntil ?? batch.createdAt;
  return {
    noticeId: _id,
    programmeId,
    period,
    publishedAt: (publishedAt ?? batch.createdAt).toISOString(),
    until: until.toISOString(),
    open: status === 'noticed' && until > new Date(),
    lineCount: lines.length,
    amountFen,
  };
}

/** A public notice with its lines; of persons the first character of their name. */
export function noticeView(batch: Batch, payouts: readonly Payout[]): PayoutNoticeView {
  const now = new Map(payouts.map((payout) => [payout._id, payout]));
  return {
    ...noticeSummary(batch),
    lines: batch.lines.map((line) => lineView(line, now.get(line.payoutId)?.status)),
  };
}

function lineView({ payoutId, title, amountFen }: BatchLine, status: PayoutStatus | undefined) {
  const standing = status === 'held' ? 'held' : status === 'objected' ? 'stopped' : 'shown';
  return { payoutId, title: publicTitle(title), amountFen, standing } as const;
}

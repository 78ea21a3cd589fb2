import type { Batch, Payout } from './model';

/** What every event about a payout tells; never an account. */
export function ofPayout({ _id, programmeId, institutionId, accountId, title, dealId, amountFen }: Payout) {
  return {
    programmeId,
    institutionId,
    applicantAccountId: accountId,
    title,
    payoutId: _id,
    dealId,
    amountFen,
  };
}

/** What every event about a whole batch tells. */
export function ofBatch({ _id, programmeId, period, lines, amountFen }: Batch) {
  return { programmeId, batchId: _id, period, lineCount: lines.length, amountFen };
}

import type { ReviewClock } from '../programme';

/** The workflow's type name; it stands in histories and never changes. */
export const PAYOUT_BATCH = 'payoutBatch';

/** Input of payoutBatch: all that is due in a programme when it begins. */
export interface PayoutBatchInput {
  programmeId: string;
  /** The period, as `2026-11`, or `2026-11-24T08:00` of one that was begun by hand. */
  period: string;
  /** How long the public notice (公示) stands, in milliseconds. */
  noticeMs: number;
  /** Who rules on objections. */
  objectionReview: ReviewClock;
  instance: string;
}

/** How a batch ends. `empty`: nothing was due. */
export type PayoutBatchResult = { ended: 'empty' | 'settled'; paidCount: number; returnedCount: number };

/** The Update by which somebody objects to one line of a batch while its notice stands. */
export const OBJECT = 'object';
export interface ObjectInput {
  key: string;
  payoutId: string;
  reason: string;
  objectedBy: string;
}

/** The Update by which finance releases a batch: two persons (F32). */
export const RELEASE = 'release';
export interface ReleaseInput {
  key: string;
  releasedBy: string;
}

import type { ReviewClock } from '../programme';

/** The workflow's type name; it stands in histories and never changes. */
export const PAYOUT_BATCH = 'payoutBatch';

/** Input of payoutBatch: all that is due in a programme when it begins. */
export interface PayoutBatchInput {
  programmeId: string;
  /**
   * The period, as `2026-11-24T0800-3fa9c1` of one that was begun by hand. Missing when a Schedule begins it: then it is the
   * day on which it begins, as `2026-12-05`.
   */
  period?: string;
  /** How long the public notice (公示) stands, in milliseconds. */
  noticeMs: number;
  /** Working days after the notice's end on which finance is reminded that the batch waits for its release. */
  remindOfReleaseAfterWorkingDays: number[];
  instance: string;
  /** Set when a run goes on as a new one while it waits for the bank. */
  sent?: { batchId: string; waitMs: number };
}

/** How a batch ends. `empty`: nothing was due. */
export type PayoutBatchResult = { ended: 'empty' | 'settled'; paidCount: number; returnedCount: number };

/** The Update that is answered as soon as a batch has collected what is due. */
export const COLLECT = 'collect';
export interface CollectInput {
  key: string;
}
export interface CollectAnswer {
  batchId: string;
  /** 0 when nothing was due. */
  lineCount: number;
}

/** The Update by which finance releases a batch: two persons (F32). */
export const RELEASE = 'release';
export interface ReleaseInput {
  key: string;
  releasedBy: string;
}
export interface ReleaseAnswer {
  /** How many persons have released it by now; two let it go. */
  releases: number;
}

/** The workflow's type name; it stands in histories and never changes. */
export const PAYOUT_OBJECTION = 'payoutObjection';

/** Input of payoutObjection: one objection to one line of a batch. */
export interface PayoutObjectionInput {
  objectionId: string;
  programmeId: string;
  batchId: string;
  payoutId: string;
  /** The institution whose payout it is. */
  institutionId: string;
  /** Who rules on it. */
  clock: ReviewClock;
  instance: string;
}

/** How an objection ends. `refused`: it came too late, or the line is not there. */
export type PayoutObjectionResult = { ended: 'upheld' | 'dismissed' | 'refused' };

/** The Update by which somebody objects to one line of a batch while its notice stands. */
export const OBJECT = 'object';
export interface ObjectInput {
  key: string;
  reason: string;
  objectedBy: string;
}

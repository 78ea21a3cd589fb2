import type { ReviewClock } from '../programme';
import { message, type Message } from './message';

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

export interface CollectInput {
  key: string;
}
export interface CollectAnswer {
  batchId: string;
  /** 0 when nothing was due. */
  lineCount: number;
}
/** Answered as soon as a batch has collected what is due. */
export const collect = message<CollectInput, CollectAnswer>('collect');

export interface ReleaseInput {
  key: string;
  releasedBy: string;
}
export interface ReleaseAnswer {
  /** How many persons have released it by now; two let it go. */
  releases: number;
}
/** Finance releases a batch: two persons (F32). */
export const release = message<ReleaseInput, ReleaseAnswer>('release');

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

export interface ObjectInput {
  key: string;
  reason: string;
  objectedBy: string;
}
/** Somebody objects to one line of a batch while its notice stands. */
export const object: Message<ObjectInput, void> = message('object');

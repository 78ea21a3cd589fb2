import type { Connection } from 'mongoose';
import { ObjectionStatus, PayoutBatchStatus, PayoutFailure, PayoutStatus } from '@kequan/contracts';
import {
  aggregateSchema,
  aggregateStore,
  documentSchema,
  flag,
  instant,
  listOf,
  oneOf,
  openModel,
  optional,
  part,
  text,
  whole,
  type AggregateStore,
  type DocumentModel,
  type DocumentOf,
  type Relay,
} from '@kequan/kit';
import { openCollectingTurns, type CollectingTurns } from './collecting-turn';

/** Somebody's objection to a payout; one at a time is open. */
const objection = part({
  objectionId: text,
  reason: text,
  objectedBy: text,
  status: oneOf(ObjectionStatus.options),
  at: instant,
});

/**
 * Money that a redemption has ordered to be paid. Its `_id` is the redemption's: ordered twice, it is there once. A batch collects by
 * programme and status; lists are read by programme, by owner and by batch.
 */
export const payoutSchema = aggregateSchema({
  programmeId: text,
  /** Who is paid. */
  institutionId: text,
  accountId: text,
  dealId: text,
  title: text,
  amountFen: whole,
  /** Who of finance approved it. */
  approvedBy: text,
  workflowId: text,
  status: oneOf(PayoutStatus.options),
  /** The batch that it is in, or was in last. */
  batchId: optional(text),
  failure: optional(oneOf(PayoutFailure.options)),
  objections: listOf(objection),
  endedAt: optional(instant),
  /** Whether its redemption was told how it ended. */
  told: flag,
})
  .index({ programmeId: 1, status: 1, _id: 1 })
  .index({ programmeId: 1, _id: -1 })
  .index({ accountId: 1, _id: -1 })
  .index({ batchId: 1, status: 1, _id: 1 });

/** One line of a batch, as it was collected. */
const batchLine = part({
  payoutId: text,
  institutionId: text,
  title: text,
  amountFen: whole,
  approvedBy: text,
});

/** What was made for the bank. */
const FILE_SUMMARY = { lineCount: whole, amountFen: whole, sha256: text };

/**
 * The payouts of one programme and period. Its `_id` is `<programmeId>.<period>`: one for ever. Lists are read within a programme or
 * over all, by when it began and by when its notice was published.
 */
export const batchSchema = aggregateSchema({
  programmeId: text,
  period: text,
  /** The process that a release is given to. */
  workflowId: text,
  status: oneOf(PayoutBatchStatus.options),
  /** What was due when it began; what another batch took first is in no line. */
  candidateIds: listOf(text),
  lines: listOf(batchLine),
  amountFen: whole,
  publishedAt: optional(instant),
  noticeUntil: optional(instant),
  releases: listOf(part({ releasedBy: text, at: instant })),
  file: optional(part(FILE_SUMMARY)),
  paidCount: optional(whole),
  returnedCount: optional(whole),
})
  .index({ createdAt: -1, _id: -1 })
  .index({ programmeId: 1, createdAt: -1, _id: -1 })
  .index({ publishedAt: -1, _id: -1 })
  .index({ programmeId: 1, publishedAt: -1, _id: -1 });

/** The file of a batch for the bank; its `_id` is the batch's. Accounts stand in its sealed text alone (R15). */
const bankFileSchema = documentSchema({
  ...FILE_SUMMARY,
  _id: text,
  lines: listOf(part({ payoutId: text, amountFen: whole })),
  sealedText: text,
  madeAt: instant,
});

export type Payout = DocumentOf<typeof payoutSchema>;
export type Objection = Payout['objections'][number];
export type Batch = DocumentOf<typeof batchSchema>;
export type BatchLine = Batch['lines'][number];
export type BankFile = DocumentOf<typeof bankFileSchema>;

export type Payouts = AggregateStore<Payout>;
export type Batches = AggregateStore<Batch>;
export type BankFiles = DocumentModel<BankFile>;

export interface SettlementStores {
  payouts: Payouts;
  batches: Batches;
  collectingTurns: CollectingTurns;
}

/** Opens what this service keeps, beside the bank's files. */
export function openSettlementStores(connection: Connection, relay: Relay): SettlementStores {
  return {
    payouts: aggregateStore(connection, 'payouts', payoutSchema, 'settlement', relay),
    batches: aggregateStore(connection, 'batches', batchSchema, 'settlement', relay),
    collectingTurns: openCollectingTurns(connection),
  };
}

/** The bank's files of a database; found by their id alone. */
export function openBankFiles(connection: Connection): BankFiles {
  return openModel(connection, 'bankFiles', bankFileSchema);
}

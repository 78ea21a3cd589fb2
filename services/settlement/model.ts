import type { Db } from 'mongodb';
import type { Fen, ObjectionStatus, PayoutBatchStatus, PayoutFailure, PayoutStatus } from '@kequan/contracts';
import {
  aggregateStore,
  ensureIndexes,
  OUTBOX_INDEX,
  type Aggregate,
  type AggregateStore,
  type Relay,
} from '@kequan/kit';

/** Somebody's objection to a payout; one at a time is open. */
export interface Objection {
  objectionId: string;
  reason: string;
  objectedBy: string;
  status: ObjectionStatus;
  at: Date;
}

/** Money that a redemption has ordered to be paid. Its `_id` is the redemption's: ordered twice, it is there once. */
export interface Payout extends Aggregate {
  programmeId: string;
  /** Who is paid. */
  institutionId: string;
  accountId: string;
  dealId: string;
  title: string;
  amountFen: Fen;
  workflowId: string;
  status: PayoutStatus;
  /** The batch that it is in, or was in last. */
  batchId?: string;
  failure?: PayoutFailure;
  objections: Objection[];
  endedAt?: Date;
  /** Whether its redemption was told how it ended. */
  told: boolean;
}

/** One line of a batch, as it was collected. */
export interface BatchLine {
  payoutId: string;
  institutionId: string;
  title: string;
  amountFen: Fen;
}

/** What was made for the bank. */
interface FileSummary {
  lineCount: number;
  amountFen: Fen;
  sha256: string;
}

/** The payouts of one programme and period. Its `_id` is `<programmeId>.<period>`: one for ever. */
export interface Batch extends Aggregate {
  programmeId: string;
  period: string;
  /** The process that a release is given to. */
  workflowId: string;
  status: PayoutBatchStatus;
  /** What was due when it began; what another batch took first is in no line. */
  candidateIds: string[];
  lines: BatchLine[];
  amountFen: Fen;
  publishedAt?: Date;
  noticeUntil?: Date;
  releases: { releasedBy: string; at: Date }[];
  file?: FileSummary;
  paidCount?: number;
  returnedCount?: number;
}

/** The file of a batch for the bank; its `_id` is the batch's. Accounts stand in its sealed text alone (R15). */
export interface BankFile extends FileSummary {
  _id: string;
  lines: { payoutId: string; amountFen: Fen }[];
  sealedText: string;
  madeAt: Date;
}

export type Payouts = AggregateStore<Payout>;
export type Batches = AggregateStore<Batch>;

export interface SettlementStores {
  payouts: Payouts;
  batches: Batches;
}

/** Opens what this service keeps, beside the bank's files. */
export function openSettlementStores(db: Db, relay: Relay): SettlementStores {
  return {
    payouts: aggregateStore<Payout>(db, 'payouts', 'settlement', relay),
    batches: aggregateStore<Batch>(db, 'batches', 'settlement', relay),
  };
}

/** A batch collects by programme and status; lists are read by owner, by programme, by batch and by notice. */
export async function ensureSettlementIndexes({ payouts, batches }: SettlementStores): Promise<void> {
  await ensureIndexes(payouts.collection, [
    OUTBOX_INDEX,
    { keys: { programmeId: 1, status: 1, _id: 1 } },
    { keys: { programmeId: 1, _id: -1 } },
    { keys: { accountId: 1, _id: -1 } },
    { keys: { batchId: 1, status: 1, _id: 1 } },
  ]);
  await ensureIndexes(batches.collection, [
    OUTBOX_INDEX,
    { keys: { createdAt: -1, _id: -1 } },
    { keys: { programmeId: 1, createdAt: -1, _id: -1 } },
    { keys: { publishedAt: -1, _id: -1 } },
    { keys: { programmeId: 1, publishedAt: -1, _id: -1 } },
  ]);
}

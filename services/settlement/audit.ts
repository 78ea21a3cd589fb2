import type { Connection } from 'mongoose';
import { openModel } from '@kequan/kit';
import { batchSchema, openBankFiles, payoutSchema, type BankFile, type Batch, type Payout } from './model';

/** Something that does not add up: where, and what. */
interface Difference {
  where: string;
  what: string;
}

/** What was audited, and what was found. */
export interface SettlementAudit {
  payouts: number;
  payoutFen: number;
  batches: number;
  differences: Difference[];
}

/** What the voucher ledgers have captured for each deal, in fen. */
export type CapturedFen = ReadonlyMap<string, number>;

/** Payouts whose money is gone, or on its way. */
const IN_THE_BANK = ['sent', 'paid'];
/** Payouts that failed: finance decides their deal anew, with another amount if it wants. */
const FAILED = ['returned', 'objected'];

/**
 * Holds every payout against what the ledgers captured for its deal, every batch against its lines, every file of the bank against
 * the payouts that say they were sent, and sees that nothing is paid twice.
 */
export async function auditSettlement(
  connection: Connection,
  captured: CapturedFen,
): Promise<SettlementAudit> {
  // Payouts last: they have at least what batches and files that were read before say.
  const files = await openBankFiles(connection).find().sort({ _id: 1 }).lean<BankFile[]>();
  const batches = await openModel(connection, 'batches', batchSchema).find().sort({ _id: 1 }).lean<Batch[]>();
  const payouts = await openModel(connection, 'payouts', payoutSchema)
    .find()
    .sort({ _id: 1 })
    .lean<Payout[]>();
  const byId = new Map(payouts.map((payout) => [payout._id, payout]));
  return {
    payouts: payouts.length,
    payoutFen: sumOf(payouts),
    batches: batches.length,
    differences: [
      ...againstLedgers(payouts, captured),
      ...batches.flatMap((batch) => batchDifferences(batch, byId)),
      ...files.flatMap((file) => fileDifferences(file, batches, byId)),
      ...paidTwice(files, payouts),
    ],
  };
}

/** The live payout of a deal is what its voucher's ledger captured for it, and there is one only. */
function againstLedgers(payouts: readonly Payout[], captured: CapturedFen): Difference[] {
  const live = payouts.filter(({ status }) => !FAILED.includes(status));
  const wrong = live
    .filter(({ dealId, amountFen }) => captured.get(dealId) !== amountFen)
    .map(({ _id, dealId, amountFen }) => ({
      where: `payout ${_id}`,
      what: `${amountFen} is ordered, the ledger captured ${captured.get(dealId) ?? 0} for deal ${dealId}`,
    }));
  const ordered = new Set(payouts.map(({ dealId }) => dealId));
  const missing = [...captured]
    .filter(([dealId]) => !ordered.has(dealId))
    .map(([dealId, amountFen]) => ({
      where: `deal ${dealId}`,
      what: `${amountFen} is captured, and no payout`,
    }));
  return [...wrong, ...missing];
}

function batchDifferences(batch: Batch, byId: ReadonlyMap<string, Payout>): Difference[] {
  const where = `batch ${batch._id}`;
  const totalFen = sumOf(batch.lines);
  return [
    ...(totalFen === batch.amountFen
      ? []
      : [{ where, what: `${batch.amountFen} in all, its lines are ${totalFen}` }]),
    ...batch.lines
      .filter(({ payoutId, amountFen }) => byId.get(payoutId)?.amountFen !== amountFen)
      .map(({ payoutId, amountFen }) => ({
        where,
        what: `line ${payoutId} is ${amountFen}, the payout ${byId.get(payoutId)?.amountFen ?? 'missing'}`,
      })),
  ];
}

function fileDifferences(
  { _id, lines, lineCount, amountFen }: BankFile,
  batches: readonly Batch[],
  byId: ReadonlyMap<string, Payout>,
): Difference[] {
  const where = `bank file ${_id}`;
  const batch = batches.find((one) => one._id === _id);
  const inBatch = new Set(batch?.lines.map(({ payoutId }) => payoutId));
  return [
    ...(sumOf(lines) === amountFen && lines.length === lineCount
      ? []
      : [{ where, what: `${amountFen} in ${lineCount} lines, they are ${sumOf(lines)} in ${lines.length}` }]),
    ...lines
      .filter((line) => !inBatch.has(line.payoutId) || byId.get(line.payoutId)?.amountFen !== line.amountFen)
      .map((line) => ({ where, what: `line ${line.payoutId} of ${line.amountFen} is not its batch's` })),
  ];
}

/** A payout stands in one file at most, what is paid stands in one, and a deal is paid once. */
function paidTwice(files: readonly BankFile[], payouts: readonly Payout[]): Difference[] {
  const inFiles = files.flatMap(({ lines }) => lines.map(({ payoutId }) => payoutId));
  const gone = payouts.filter(({ status }) => IN_THE_BANK.includes(status));
  const sent = new Set(inFiles);
  return [
    ...repeated(inFiles).map((id) => ({ where: `payout ${id}`, what: 'stands in two files of the bank' })),
    ...gone
      .filter(({ _id }) => !sent.has(_id))
      .map(({ _id, status }) => ({
        where: `payout ${_id}`,
        what: `is ${status}, and in no file of the bank`,
      })),
    ...repeated(payouts.filter(({ status }) => !FAILED.includes(status)).map(({ dealId }) => dealId)).map(
      (dealId) => ({ where: `deal ${dealId}`, what: 'is paid twice' }),
    ),
  ];
}

function repeated(ids: readonly string[]): string[] {
  return [...new Set(ids.filter((id, index) => ids.indexOf(id) !== index))];
}

function sumOf(lines: readonly { amountFen: number }[]): number {
  return lines.reduce((sum, { amountFen }) => sum + amountFen, 0);
}

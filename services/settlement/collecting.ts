import { failure, type CollectDue } from '@kequan/contracts';
import { moveLine } from './lines';
import type { Batch, BatchLine, Payout, SettlementStores } from './model';

/** More lines than this wait for the next batch: a batch is one document, and one file of the bank. */
const MOST_LINES = 500;

/**
 * Takes what is due in a programme into a batch. The batch first names whom it wants, then takes them one by one: so a
 * repetition wants the same, and what another batch took first is no line of this one.
 * @throws `Conflict` when the period has a batch of another run
 */
export async function collectDue(
  { payouts, batches }: SettlementStores,
  input: CollectDue,
): Promise<{ lineCount: number }> {
  const { batchId, key } = input;
  const batch = (await batches.find(batchId)) ?? (await begun({ payouts, batches }, input));
  if (!batch) return { lineCount: 0 };
  if (!batch.applied.includes(key)) throw failure('Conflict');
  if (batch.lines.length > 0 || batch.status !== 'collecting') return { lineCount: batch.lines.length };

  const lines: BatchLine[] = [];
  for (const payoutId of batch.candidateIds) {
    const payout = await payouts.get(payoutId);
    const step = { batchId, name: 'batch', from: 'due', to: 'batched', set: () => ({ batchId }) } as const;
    if (await moveLine(payouts, payout, step)) lines.push(lineOf(payout));
  }
  const { doc } = await batches.command(batchId, {
    key: `${key}/lines`,
    expect: { status: 'collecting' },
    change: { $set: { lines, amountFen: lines.reduce((sum, { amountFen }) => sum + amountFen, 0) } },
  });
  return { lineCount: doc.lines.length };
}

async function begun(
  { payouts, batches }: SettlementStores,
  { batchId, key, programmeId, period, workflowId }: CollectDue,
): Promise<Batch | undefined> {
  const due = await payouts.model
    .find({ programmeId, status: 'due' }, { _id: 1 })
    .sort({ _id: 1 })
    .limit(MOST_LINES)
    .lean<Pick<Payout, '_id'>[]>();
  if (due.length === 0) return undefined;
  const candidateIds = due.map(({ _id }) => _id);
  const facts = {
    programmeId,
    period,
    workflowId,
    status: 'collecting' as const,
    candidateIds,
    amountFen: 0,
  };
  return (await batches.insert(batchId, { ...facts, lines: [], releases: [] }, { key })).doc;
}

function lineOf({ _id, institutionId, title, amountFen, approvedBy }: Payout): BatchLine {
  return { payoutId: _id, institutionId, title, amountFen, approvedBy };
}

import { failure, type CollectDue } from '@kequan/contracts';
import { endTurn, takeTurn } from './collecting-turn';
import { moveLine } from './lines';
import type { Batch, BatchLine, Payout, SettlementStores } from './model';

/** More lines than this wait for the next batch: a batch is one document, and one file of the bank. */
const MOST_LINES = 500;

/**
 * Takes what is due in a programme into a batch, when no other batch is at it. The batch first names whom it wants, then takes
 * them one by one: so a repetition wants the same, and what another batch took first is no line of this one. A batch without a
 * line leaves no document (M29).
 * @throws `Conflict` when the period has a batch of another run
 */
export async function collectDue(
  stores: SettlementStores,
  input: CollectDue,
): Promise<{ lineCount: number }> {
  const { batches, collectingTurns } = stores;
  const { batchId, programmeId, key } = input;
  const found = await batches.find(batchId);
  if (!found && !(await takeTurn(collectingTurns, programmeId, batchId))) return { lineCount: 0 };
  const batch = found ?? (await begun(stores, input));
  if (batch && !batch.applied.includes(key)) throw failure('Conflict');
  const lineCount = batch ? await collected(stores, batch, key) : 0;
  await endTurn(collectingTurns, programmeId, batchId);
  return { lineCount };
}

/** Takes the lines that a batch wants. @returns how many it has then */
async function collected({ payouts, batches }: SettlementStores, batch: Batch, key: string): Promise<number> {
  const { _id: batchId } = batch;
  if (batch.lines.length > 0 || batch.status !== 'collecting') return batch.lines.length;

  const lines: BatchLine[] = [];
  for (const payoutId of batch.candidateIds) {
    const payout = await payouts.get(payoutId);
    const step = { batchId, name: 'batch', from: 'due', to: 'batched', set: () => ({ batchId }) } as const;
    if (await moveLine(payouts, payout, step)) lines.push(lineOf(payout));
  }
  if (lines.length === 0) {
    await batches.model.deleteOne({ _id: batchId, status: 'collecting', lines: { $size: 0 } });
    return 0;
  }
  const { doc } = await batches.command(batchId, {
    key: `${key}/lines`,
    expect: { status: 'collecting' },
    change: { $set: { lines, amountFen: lines.reduce((sum, { amountFen }) => sum + amountFen, 0) } },
  });
  return doc.lines.length;
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

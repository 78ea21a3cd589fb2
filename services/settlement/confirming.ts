import { event } from '@kequan/contracts';
import { amountText } from './bank-file';
import { leaveToNextBatch, type BankFileParts } from './bank-files';
import { readConfirmationText, type Confirmed } from './confirmation';
import { ofPayout } from './events';
import { moveLine, type LineStep } from './lines';
import type { Payout, SettlementStores } from './model';

/**
 * Takes up what the bank has confirmed by now.
 * @returns how many lines it has not answered
 * @throws Error when the bank does not answer, or confirms another amount than was sent: then nothing of it is taken up
 */
export async function readConfirmation(
  parts: BankFileParts,
  { batchId }: { batchId: string },
): Promise<{ pendingCount: number }> {
  const { payouts, files, bank } = parts;
  const text = await bank.confirmationOf(batchId);
  const file = await files.findOne({ _id: batchId }).lean();
  const sentFen = new Map(file?.lines.map(({ payoutId, amountFen }) => [payoutId, amountFen]));
  const results = text === undefined ? [] : readConfirmationText(batchId, text);
  for (const { payoutId, amount } of results) {
    const amountFen = sentFen.get(payoutId);
    if (amountFen === undefined || amountText(amountFen) !== amount)
      throw new Error(`the bank confirms what was not sent: ${payoutId} of ${batchId}`);
  }
  for (const result of results)
    await moveLine(payouts, await payouts.get(result.payoutId), confirming(batchId, result));
  return { pendingCount: await payouts.model.countDocuments({ batchId, status: 'sent' }) };
}

function confirming(batchId: string, result: Confirmed): LineStep {
  const step = { batchId, name: 'confirm', from: 'sent' } as const;
  const about = (payout: Payout) => ({ ...ofPayout(payout), batchId });
  if (result.outcome === 'paid')
    return {
      ...step,
      to: 'paid',
      set: () => ({ endedAt: new Date() }),
      events: (payout) => [event('kequan.settlement.payout-paid.v1', about(payout))],
    };
  const { failure } = result;
  return {
    ...step,
    to: 'returned',
    set: () => ({ endedAt: new Date(), failure }),
    events: (payout) => [
      event('kequan.settlement.payout-failed.v1', {
        ...about(payout),
        cause: 'returned',
        reasonCode: failure,
      }),
    ],
  };
}

/** Ends a batch, and counts how its lines ended. */
export async function settleBatch(
  { payouts, batches }: SettlementStores,
  { batchId }: { batchId: string },
): Promise<{ paidCount: number; returnedCount: number }> {
  await leaveToNextBatch({ payouts }, batchId);
  const [paidCount, returnedCount] = await Promise.all(
    (['paid', 'returned'] as const).map((status) => payouts.model.countDocuments({ batchId, status })),
  );
  const counts = { paidCount: paidCount ?? 0, returnedCount: returnedCount ?? 0 };
  await batches.command(batchId, {
    key: 'settle',
    expect: { status: { $in: ['released', 'sent'] } },
    change: { $set: { ...counts, status: 'settled' } },
  });
  return counts;
}

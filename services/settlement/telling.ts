import { payoutEnded, type PayoutEndedInput } from '@kequan/contracts';
import type { Processes } from '@kequan/kit';
import type { Payout, Payouts } from './model';

/** A process is told many at once, but not all. */
const AT_ONCE = 20;

/**
 * Tells redemptions how their payouts ended, at least once: what was told is kept after it was told, and the payout's id
 * makes a repetition harmless to the redemption.
 */
export async function tellEnds(
  payouts: Payouts,
  processes: Processes,
  of: { _id: string } | { batchId: string },
): Promise<void> {
  const untold = await payouts.model
    .find({ ...of, status: { $in: ['paid', 'returned', 'objected'] }, told: false })
    .sort({ _id: 1 })
    .lean<Payout[]>();
  for (let begin = 0; begin < untold.length; begin += AT_ONCE)
    await Promise.all(untold.slice(begin, begin + AT_ONCE).map((payout) => tell(payouts, processes, payout)));
}

async function tell(payouts: Payouts, processes: Processes, payout: Payout): Promise<void> {
  await processes.signal(payout.workflowId, payoutEnded, endOf(payout));
  await payouts.command(payout._id, { key: 'told', change: { $set: { told: true } } });
}

function endOf({ _id, status, failure }: Payout): PayoutEndedInput {
  const outcome = status === 'paid' || status === 'returned' ? status : 'objected';
  return { payoutId: _id, outcome, ...(failure !== undefined && { reason: failure }) };
}

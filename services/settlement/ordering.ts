import { event, failure, type OrderPayout } from '@kequan/contracts';
import { ofPayout } from './events';
import type { Payout, Payouts } from './model';

/**
 * Keeps a payout as due. Ordered again, it is there once.
 * @throws `Conflict` when the id stands for another payout
 */
export async function orderPayout(payouts: Payouts, order: OrderPayout): Promise<void> {
  const { payoutId, key, applicantAccountId, dealId, programmeId, institutionId, title, amountFen } = order;
  const facts = {
    programmeId,
    institutionId,
    accountId: applicantAccountId,
    dealId,
    title,
    amountFen,
    approvedBy: order.approvedBy,
    workflowId: order.workflowId,
    status: 'due' as const,
    objections: [],
    told: false,
  };
  const { doc, applied } = await payouts.insert(payoutId, facts, {
    key,
    events: [
      event(
        'kequan.settlement.payout-ordered.v1',
        ofPayout({ ...facts, _id: payoutId } as unknown as Payout),
      ),
    ],
  });
  if (!applied && !isSame(doc, order)) throw failure('Conflict');
}

/** Money is never paid for one order to another payee, or another amount, under the id of the first. */
function isSame(doc: Payout, order: OrderPayout): boolean {
  return (
    doc.dealId === order.dealId &&
    doc.institutionId === order.institutionId &&
    doc.amountFen === order.amountFen &&
    doc.programmeId === order.programmeId
  );
}

import {
  failure,
  programmeOf,
  redemptionId,
  submitDeal,
  VOUCHER_REDEMPTION,
  type RedemptionInput,
  type SubmitDealInput,
} from '@kequan/contracts';
import { submitThroughProcess, type ProcessToStart } from '@kequan/kit';
import type { DirectOrderSwitches } from './direct-order-switch';
import type { Deal } from './model';
import { completeDirectOrder } from './order-steps';
import { coveragePercentOf, requireCoverage, requirePurpose } from './payable';
import { completeReservation } from './reservation-steps';
import { stepKey, type ProcessParts } from './through-process';

export interface SubmissionParts extends ProcessParts {
  switches: DirectOrderSwitches;
}

/**
 * Submits a reservation, or a direct order, to its redemption, which it starts. Repeated with the same key it answers the same.
 * @param callKey the call's idempotency key
 * @throws `DealStepNotOpen`, `FormIncomplete`, `DirectOrdersClosed`, and what the process refuses
 */
export async function submitToProcess(parts: SubmissionParts, deal: Deal, callKey: string): Promise<Deal> {
  const { deals, processes, instance } = parts;
  const key = stepKey(submitDeal.name, callKey);
  return submitThroughProcess({ store: deals, processes, doc: deal, key }, submitDeal, async () => {
    if (deal.status !== 'draft') throw failure('DealStepNotOpen');
    const content = deal.direct ? await directOrderOf(parts, deal) : reservationOf(deal);
    const input = { key, by: deal.accountId, version: deal.version, ...content };
    return { process: redemptionOf(deal, instance), input };
  });
}

function reservationOf(deal: Deal): Pick<SubmitDealInput, 'attachmentIds'> {
  const { attachmentIds } = completeReservation(deal);
  return { attachmentIds };
}

/** What needs nobody else is refused before the process hears of it. */
async function directOrderOf(
  { switches }: SubmissionParts,
  deal: Deal,
): Promise<Pick<SubmitDealInput, 'attachmentIds' | 'money'>> {
  if (!(await switches.isOpen(deal.programmeId, new Date()))) throw failure('DirectOrdersClosed');
  const { voucherId, voucherFen, totalFen, purpose } = completeDirectOrder(deal);
  requirePurpose(deal.programmeId, purpose);
  requireCoverage(coveragePercentOf(deal.programmeId), totalFen, voucherFen);
  return { attachmentIds: [], money: { voucherId, voucherFen } };
}

/** The redemption of one deal, with its programme's clocks of today. */
function redemptionOf(
  { _id, programmeId, institutionId, serviceId, direct }: Deal,
  instance: string,
): ProcessToStart {
  const { reply, order, taking, completion, confirmation, claim, ...reviews } =
    programmeOf(programmeId).redemption;
  const { disputeReview, claimReview, financeReview } = reviews;
  const input: RedemptionInput = {
    dealId: _id,
    programmeId,
    institutionId,
    serviceId,
    direct,
    clocks: {
      reply,
      order,
      taking,
      completion,
      confirmation,
      claim,
      disputeReview,
      claimReview,
      financeReview,
    },
    instance,
  };
  return {
    workflowType: VOUCHER_REDEMPTION,
    workflowId: redemptionId(_id),
    home: 'trade',
    summary: `${programmeId} ${direct ? 'direct order' : 'reservation'} ${_id}`,
    input,
  };
}

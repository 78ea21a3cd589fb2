import { event, newId, type EvaluationForm } from '@kequan/contracts';
import { changeDeal } from './change';
import { ofDeal } from './events';
import type { Deal, Deals } from './model';
import { requireServiceDone } from './rules';

/**
 * Keeps what the user thinks of the service (SN 5.4 评价), once its provider has completed it (R25). Said again, it is no news.
 * @throws `DealStepNotOpen`
 */
export function evaluate(deals: Deals, id: string, by: string, form: EvaluationForm): Promise<Deal> {
  const { score, comment } = form;
  return changeDeal(deals, {
    id,
    key: newId(),
    change(deal) {
      requireServiceDone(deal);
      if (deal.evaluation?.score === score && deal.evaluation.comment === comment) return undefined;
      return {
        set: { evaluation: { ...form, at: new Date() } },
        events: [event('kequan.trade.service-evaluated.v1', { ...ofDeal(deal), score, evaluatedBy: by })],
      };
    },
  });
}

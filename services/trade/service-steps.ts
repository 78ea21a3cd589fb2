import { DEAL_LIFE, event, leadsTo } from '@kequan/contracts';
import type { Change } from './change';
import { decisionOf } from './decisions';
import { ofDeal } from './events';
import type { Deal } from './model';
import type { StepOf } from './steps';

/** inProgress → delivered: the provider clicks 完成; from now on the user may rate and upload (R25). */
export function complete(deal: Deal, { by }: StepOf<'complete'>): Change {
  return {
    set: { status: leadsTo(DEAL_LIFE, 'complete') },
    events: [event('kequan.trade.service-completed.v1', { ...ofDeal(deal), completedBy: by })],
  };
}

/** delivered → completed 已完成: the user confirms that the service was done well (R26). */
export function confirm(deal: Deal, { by }: StepOf<'confirm'>): Change {
  return {
    set: { status: leadsTo(DEAL_LIFE, 'confirm') },
    events: [event('kequan.trade.service-confirmed.v1', { ...ofDeal(deal), confirmedBy: by })],
  };
}

/** delivered → disputed: the user says that it was not, and the office decides. */
export function dispute(deal: Deal, { by, reason }: StepOf<'dispute'>, at: Date): Change {
  const revision = (deal.dispute?.revision ?? 0) + 1;
  return {
    set: { status: leadsTo(DEAL_LIFE, 'dispute'), dispute: { reason, at, revision } },
    events: [event('kequan.trade.service-disputed.v1', { ...ofDeal(deal), reason, disputedBy: by })],
  };
}

/** disputed → cancelled | inProgress | completed, as the office decides. */
export function decideDispute(
  deal: Deal,
  step: StepOf<'decideDispute'>,
  at: Date,
  decisionKey?: string,
): Change {
  const decision = decisionOf('dispute', deal.dispute?.revision ?? 0, step, at);
  const { outcome, comments, revision } = decision;
  const { taskId, decidedBy } = step;
  return {
    set: {
      status: leadsTo(DEAL_LIFE, 'decideDispute', outcome),
      decisions: [...deal.decisions, decision],
      ...(outcome === 'approve' && { ended: { at, reason: deal.dispute?.reason ?? '' } }),
    },
    events: [
      event('kequan.trade.dispute-decided.v1', {
        ...ofDeal(deal),
        taskId,
        outcome,
        comments,
        decidedBy,
        revision,
        decisionKey,
      }),
    ],
  };
}

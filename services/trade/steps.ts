import type { DealStep, WorkingCalendar } from '@kequan/contracts';
import type { Change } from './change';
import { claim, decideClaim, paid, payoutReturned, withdrawClaim } from './claim-steps';
import { postpone } from './completion-day';
import { cancel, lapse, remind } from './ending-steps';
import type { Deal } from './model';
import { order, orderDirectly, refuse, take, type DirectOrderFacts } from './order-steps';
import { reply, reserve } from './reservation-steps';
import { requireStepOpen } from './rules';
import { complete, confirm, decideDispute, dispute } from './service-steps';

/** What a step is taken with. */
export interface StepContext {
  at: Date;
  /** By which the tasks are due that events open. */
  calendar: WorkingCalendar;
  /** Of a direct order alone. */
  direct?: DirectOrderFacts | undefined;
}

/**
 * What a step does to a deal.
 * @returns undefined when there is nothing to do: a reminder of what has been done meanwhile, a day that was named already
 * @throws `DealStepNotOpen`, and what else the step's rules refuse
 */
export function changeOf(deal: Deal, step: DealStep, context: StepContext): Change | undefined {
  if (step.kind === 'remind') return remind(deal, step);
  requireStepOpen(step, deal);
  const { at } = context;
  switch (step.kind) {
    case 'reserve':
      return reserve(deal, step, at);
    case 'orderDirectly':
      return orderDirectly(deal, step, at, context.direct);
    case 'reply':
      return reply(deal, step, at);
    case 'order':
      return order(deal, step, at);
    case 'take':
      return take(deal, step);
    case 'refuse':
      return refuse(deal, step, at);
    case 'postpone':
      return postpone(deal, step, at);
    case 'complete':
      return complete(deal, step);
    case 'confirm':
      return confirm(deal, step);
    case 'dispute':
      return dispute(deal, step, at);
    case 'decideDispute':
      return decideDispute(deal, step, at);
    case 'claim':
      return claim(deal, step, context);
    case 'withdrawClaim':
      return withdrawClaim(deal, step);
    case 'decideClaim':
      return decideClaim(deal, step, context);
    case 'payoutReturned':
      return payoutReturned(deal, step, at);
    case 'paid':
      return paid(deal, step, at);
    case 'cancel':
      return cancel(deal, step, at);
    case 'lapse':
      return lapse(deal, step, at);
  }
}

/** A step of one kind. */
export type StepOf<K extends DealStep['kind']> = Extract<DealStep, { kind: K }>;

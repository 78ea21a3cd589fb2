import { DEAL_LIFE, event, leadsTo, standingOf } from '@kequan/contracts';
import type { Change } from './change';
import { ofDeal } from './events';
import type { Deal } from './model';
import { cancellationOf } from './rules';
import type { StepOf } from './steps';

/** → cancelled: a party calls it off, and says why. */
export function cancel(deal: Deal, step: StepOf<'cancel'>, at: Date): Change {
  const { by, party, reason } = step;
  const why = { party, ...(reason !== undefined && { reason }) };
  return {
    set: { status: leadsTo(DEAL_LIFE, cancellationOf(step)), ended: { at, ...why } },
    events: [event('kequan.trade.deal-cancelled.v1', { ...ofDeal(deal), ...why, cancelledBy: by })],
  };
}

/** → lapsed: nobody did what was waited for, in the time that the programme gives. */
export function lapse(deal: Deal, { waitedFor }: StepOf<'lapse'>, at: Date): Change {
  return {
    set: { status: leadsTo(DEAL_LIFE, 'lapse'), ended: { at, waitedFor } },
    events: [event('kequan.trade.deal-lapsed.v1', { ...ofDeal(deal), waitedFor })],
  };
}

/** Reminds a party of what is waited for; nothing when it has been done meanwhile. */
export function remind(deal: Deal, { party, waitingFor, dueAtMs }: StepOf<'remind'>): Change | undefined {
  if (standingOf(deal.status) !== waitingFor) return undefined;
  const dueAt = new Date(dueAtMs).toISOString();
  return {
    set: {},
    events: [event('kequan.trade.deal-reminded.v1', { ...ofDeal(deal), party, waitingFor, dueAt })],
  };
}

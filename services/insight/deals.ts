import type { KeQuanEvent } from '@kequan/contracts';
import type { EntryData } from './model';

/** An event about a deal between two institutions. */
export type DealEvent = Extract<KeQuanEvent, { data: { dealId: string; providerAccountId: string } }>;

/** Whether an event is about a deal. */
export function isDealEvent(event: KeQuanEvent): event is DealEvent {
  return 'dealId' in event.data && 'providerAccountId' in event.data;
}

/** What the words of a deal's step need. */
export function dealDataOf(event: DealEvent): EntryData {
  const { title } = event.data;
  switch (event.type) {
    case 'kequan.trade.deal-reserved.v1':
      return { title, unit: event.data.unitName };
    case 'kequan.trade.deal-answered.v1':
      return { title, answer: event.data.answer };
    case 'kequan.trade.order-placed.v1': {
      const { unitName, revision, voucherFen } = event.data;
      return { title, unit: unitName, revision, amountFen: voucherFen };
    }
    case 'kequan.trade.dispute-decided.v1':
      return { title, result: event.data.outcome };
    case 'kequan.trade.service-evaluated.v1':
      return { title, score: event.data.score };
    case 'kequan.trade.claim-submitted.v1':
      return { title, revision: event.data.revision, amountFen: event.data.voucherFen };
    case 'kequan.trade.claim-decided.v1': {
      const { step, outcome, approvedFen } = event.data;
      return { title, step, outcome, ...(approvedFen !== undefined && { approvedFen }) };
    }
    case 'kequan.trade.deal-paid.v1':
      return { title, amountFen: event.data.amountFen };
    case 'kequan.trade.deal-cancelled.v1':
      return { title, party: event.data.party };
    case 'kequan.trade.deal-lapsed.v1':
      return { title, waitedFor: event.data.waitedFor };
    case 'kequan.trade.deal-reminded.v1': {
      const { party, waitingFor, dueAt } = event.data;
      return { title, party, waitingFor, dueAt };
    }
    case 'kequan.trade.completion-postponed.v1': {
      const { party, completionOn, agreed } = event.data;
      return { title, party, day: completionOn, agreement: agreed ? 'agreed' : 'proposed' };
    }
    case 'kequan.trade.order-taken.v1':
    case 'kequan.trade.order-refused.v1':
    case 'kequan.trade.service-completed.v1':
    case 'kequan.trade.service-confirmed.v1':
    case 'kequan.trade.service-disputed.v1':
    case 'kequan.trade.claim-withdrawn.v1':
    case 'kequan.trade.deal-reopened.v1':
      return { title };
  }
}

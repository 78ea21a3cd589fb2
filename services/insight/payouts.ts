import type { KeQuanEvent } from '@kequan/contracts';
import type { EntryData } from './model';

/** An event of settlement about one payout. */
export type PayoutEvent = Extract<
  KeQuanEvent,
  {
    data: { payoutId: string; applicantAccountId: string; dealId: string };
    type: `kequan.settlement.${string}`;
  }
>;

/** Whether an event is about a payout. */
export function isPayoutEvent(event: KeQuanEvent): event is PayoutEvent {
  return event.type.startsWith('kequan.settlement.') && 'payoutId' in event.data;
}

/** What the words of a payout's step need; of an objection not who raised it. */
export function payoutDataOf(event: PayoutEvent): EntryData {
  const { title, amountFen } = event.data;
  switch (event.type) {
    case 'kequan.settlement.notice-published.v1':
      return { title, amountFen, dueAt: event.data.until };
    case 'kequan.settlement.objection-decided.v1':
      return { title, amountFen, ruling: event.data.outcome };
    case 'kequan.settlement.payout-failed.v1':
      return { title, amountFen, reasonCode: event.data.reasonCode };
    case 'kequan.settlement.payout-ordered.v1':
    case 'kequan.settlement.payout-objected.v1':
    case 'kequan.settlement.payout-sent.v1':
    case 'kequan.settlement.payout-paid.v1':
      return { title, amountFen };
  }
}

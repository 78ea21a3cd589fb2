import {
  failure,
  type Deadlines,
  type DealStep,
  type DealSummary,
  type TradeActivities,
} from '@kequan/contracts';
import { calendarActivities, type KeptCalendar, type UniqueValues } from '@kequan/kit';
import { changeDeal } from './change';
import { claimedFenOf } from './claim-steps';
import type { DirectOrderSwitches } from './direct-order-switch';
import { titleForReview } from './events';
import type { Deal, Deals } from './model';
import type { DirectOrderFacts } from './order-steps';
import { providerOf } from './rules';
import { changeOf } from './steps';
import type { VoucherValidities } from './voucher-validity';
import { deadlinesAfter, stillWaiting, waitEndedBy } from './waits';

export interface ActivityParts {
  deals: Deals;
  switches: DirectOrderSwitches;
  validities: VoucherValidities;
  /** Invoice numbers, each once in its programme (F20). */
  invoiceNumbers: UniqueValues;
  calendar: KeptCalendar;
}

/** What workflows may ask of trade. */
export function tradeActivities({
  deals,
  switches,
  validities,
  invoiceNumbers,
  calendar: kept,
}: ActivityParts): TradeActivities {
  /** What a direct order is judged by, at its placing and at its claim (R23). */
  async function directFactsOf(dealId: string, step: DealStep): Promise<DirectOrderFacts | undefined> {
    if (step.kind !== 'orderDirectly' && step.kind !== 'claim') return undefined;
    const { direct, programmeId, order } = await deals.get(dealId);
    if (!direct) return undefined;
    const voucherId = step.kind === 'claim' ? order.placed?.form.voucherId : step.money.voucherId;
    return {
      isOpen: await switches.isOpen(programmeId, new Date()),
      validity: voucherId === undefined ? undefined : await validities.of(voucherId),
    };
  }

  return {
    ...calendarActivities(kept),
    async recordDealStep({ dealId, key, step, clock }) {
      const at = new Date();
      const ended = waitEndedBy(step);
      // Nothing is taken from a party by a calendar that was replaced a moment ago.
      const calendar = await (ended ? kept.latest() : kept.current());
      const waiting = ended && stillWaiting(calendar, ended, at.getTime());
      if (waiting) {
        const deal = await deals.get(dealId);
        return deal.applied.includes(key) ? summaryOf(deal) : summaryOf(deal, waiting);
      }
      const context = { at, calendar, direct: await directFactsOf(dealId, step) };
      const version = 'version' in step ? step.version : undefined;
      const change = (deal: Deal) => changeOf(deal, step, context);
      const deal = await changeDeal(deals, { id: dealId, key, version, change });
      return summaryOf(deal, clock && deadlinesAfter(calendar, deal, step, { clock, nowMs: at.getTime() }));
    },
    async reserveInvoiceNumber({ dealId, programmeId, invoiceNumber }) {
      const holder = await invoiceNumbers.take(valueOf(programmeId, invoiceNumber), dealId);
      if (holder !== dealId) throw failure('InvoiceNumberTaken');
    },
    releaseInvoiceNumber: ({ dealId, programmeId, invoiceNumber }) =>
      invoiceNumbers.release(valueOf(programmeId, invoiceNumber), dealId),
  };
}

/** A deal as its process must know it. */
function summaryOf(deal: Deal, deadlines?: Deadlines): DealSummary {
  const { accountId, claim, order, dispute, status } = deal;
  const claimRevision = claim.submitted?.revision;
  return {
    title: titleForReview(deal),
    revision: (status === 'disputed' ? dispute?.revision : claimRevision) ?? order.placed?.revision ?? 1,
    applicantAccountId: accountId,
    ...providerOf(deal),
    voucherFen: claimedFenOf(deal),
    ...(deadlines && { deadlines }),
  };
}

function valueOf(programmeId: string, invoiceNumber: string): string {
  return `${programmeId}/${invoiceNumber}`;
}

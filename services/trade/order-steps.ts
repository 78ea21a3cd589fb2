import {
  CHINA_CALENDAR,
  DEAL_LIFE,
  event,
  failure,
  leadsTo,
  localDay,
  OrderForm,
  type OrderableService,
  type OrderMoney,
} from '@kequan/contracts';
import { completeForm } from '@kequan/kit';
import { agreementOf, changedFacts } from './agreement';
import type { Change } from './change';
import { ofDeal } from './events';
import type { Deal } from './model';
import { coveragePercentOf, requirePayable } from './payable';
import { partiesOf } from './reservation-steps';
import type { StepOf } from './steps';
import { requireInvoiceWithin, type VoucherValidity } from './voucher-validity';

/** What a direct order is judged by (R23). */
export interface DirectOrderFacts {
  isOpen: boolean;
  /** Of the voucher that it names; undefined when no such voucher was issued. */
  validity: VoucherValidity | undefined;
}

/** accepted → placed: the user confirms and orders (确认并下单). @throws `FormIncomplete`, `Conflict`, and see `requirePayable` */
export function order(deal: Deal, { by, money }: StepOf<'order'>, at: Date): Change {
  if (!deal.service) throw failure('DealStepNotOpen');
  return placed(deal, 'order', deal.service, money, by, at);
}

/**
 * draft → placed, without a reservation, while the office has this open and for a past order within the voucher's days (R23).
 * @throws `DirectOrdersClosed`, `InvoiceOutsideValidity`, `VoucherUnusable`, and what an order is refused with
 */
export function orderDirectly(
  deal: Deal,
  { by, user, service, money }: StepOf<'orderDirectly'>,
  at: Date,
  direct: DirectOrderFacts | undefined,
): Change {
  if (!direct?.isOpen) throw failure('DirectOrdersClosed');
  const parties = partiesOf(deal, by, user, service);
  const { invoiceOn } = completeDirectOrder(deal);
  if (!direct.validity) throw failure('VoucherUnusable');
  requireInvoiceWithin(direct.validity, invoiceOn, at);
  const { set, events } = placed({ ...deal, ...parties }, 'orderDirectly', service, money, by, at);
  return { set: { ...parties, ...set }, events };
}

/** placed → inProgress 进行中. */
export function take(deal: Deal, { by }: StepOf<'take'>): Change {
  return {
    set: { status: leadsTo(DEAL_LIFE, 'take') },
    events: [event('kequan.trade.order-taken.v1', { ...ofDeal(deal), takenBy: by })],
  };
}

/** placed → accepted, where the user corrects it and places it again (R28); a direct order goes back to its draft. */
export function refuse(deal: Deal, { by, reason }: StepOf<'refuse'>, at: Date): Change {
  const revision = deal.order.placed?.revision ?? 0;
  return {
    set: {
      status: leadsTo(DEAL_LIFE, 'refuse', deal.direct ? 'direct' : 'reserved'),
      order: { ...deal.order, refusal: { reason, revision, at } },
    },
    events: [event('kequan.trade.order-refused.v1', { ...ofDeal(deal), reason, refusedBy: by })],
  };
}

/** The draft of an order as it can be placed. @throws `FormIncomplete` with every wrong field by its path */
export function completeOrder({ order: { draft } }: Pick<Deal, 'order'>): OrderForm {
  return completeForm(OrderForm, draft);
}

/** The draft of a direct order, which says when its invoice was written. @throws `FormIncomplete` */
export function completeDirectOrder(deal: Pick<Deal, 'order'>): OrderForm & { invoiceOn: string } {
  const { invoiceOn, ...form } = completeOrder(deal);
  if (invoiceOn === undefined)
    throw failure('FormIncomplete', { count: 1 }, [{ path: 'invoiceOn', message: 'required' }]);
  return { ...form, invoiceOn };
}

function placed(
  deal: Deal,
  step: 'order' | 'orderDirectly',
  service: OrderableService,
  money: OrderMoney,
  by: string,
  at: Date,
): Change {
  const form = completeOrder(deal);
  // What is held of the voucher is what stands in the order that is placed, or nothing is.
  if (form.voucherId !== money.voucherId || form.voucherFen !== money.voucherFen) throw failure('Conflict');
  requirePayable(deal.programmeId, service.kind, form);
  const agreed = agreementOf(deal);
  const changed = changedFacts(agreed, form);
  const revision = (deal.order.placed?.revision ?? 0) + 1;
  const { voucherId, voucherFen, totalFen } = form;
  return {
    set: {
      status: leadsTo(DEAL_LIFE, step),
      order: {
        ...deal.order,
        placed: {
          revision,
          at,
          form,
          changed,
          coveragePercent: coveragePercentOf(deal.programmeId),
          ...(agreed && { agreedHash: agreed.hash }),
        },
      },
      orderMonth: deal.orderMonth ?? localDay(CHINA_CALENDAR, at.getTime()).slice(0, 7),
    },
    events: [
      event('kequan.trade.order-placed.v1', {
        ...ofDeal(deal),
        unitName: deal.unit?.name ?? '',
        direct: deal.direct,
        revision,
        voucherId,
        totalFen,
        voucherFen,
        changed,
        placedBy: by,
      }),
    ],
  };
}

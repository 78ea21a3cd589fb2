import {
  DEAL_LIFE,
  event,
  failure,
  leadsTo,
  ReservationForm,
  type AdmittedUser,
  type OrderableService,
} from '@kequan/contracts';
import { completeForm } from '@kequan/kit';
import type { Change } from './change';
import { ofDeal } from './events';
import type { Deal } from './model';
import type { StepOf } from './steps';

/** draft → open: the provider sees the reservation from now on (SN 5.3). @throws `FormIncomplete`, and see `partiesOf` */
export function reserve(deal: Deal, { by, user, service }: StepOf<'reserve'>, at: Date): Change {
  const parties = partiesOf(deal, by, user, service);
  const form = completeReservation(deal);
  return {
    set: {
      ...parties,
      status: leadsTo(DEAL_LIFE, 'reserve'),
      reservation: { ...deal.reservation, submitted: { at, form } },
    },
    events: [
      event('kequan.trade.deal-reserved.v1', {
        ...ofDeal({ ...deal, ...parties }),
        unitName: user.name,
        reservedBy: by,
      }),
    ],
  };
}

/** The draft of a reservation as it can be submitted. @throws `FormIncomplete` with every wrong field by its path */
export function completeReservation({
  serviceId,
  reservation,
}: Pick<Deal, 'serviceId' | 'reservation'>): ReservationForm {
  return completeForm(ReservationForm, { ...reservation.draft, serviceId });
}

/**
 * Who deals with whom, as it was when the deal was submitted: later edits of the service leave it alone (requirements 2.5).
 * @throws `UserNotAdmitted` (another's unit), `ServiceNotOrderable` (another service, or one that no voucher pays; R05)
 */
export function partiesOf(deal: Deal, by: string, user: AdmittedUser, service: OrderableService) {
  if (user.accountId !== by || deal.accountId !== by) throw failure('UserNotAdmitted');
  if (service.serviceId !== deal.serviceId || !service.voucher) throw failure('ServiceNotOrderable');
  const { institutionId: providerInstitutionId, providerAccountId, title } = service;
  return { unit: user, service, title, providerInstitutionId, providerAccountId };
}

/** open | replied → accepted 接受预约 | rejected 拒绝 | replied 已回复 (SN 4.6). @throws `FormIncomplete` without the words that it needs */
export function reply(deal: Deal, step: StepOf<'reply'>, at: Date): Change {
  const { by, answer, message, quoteFen } = step;
  if (answer !== 'accept' && message === undefined)
    throw failure('FormIncomplete', { count: 1 }, [{ path: 'message', message: 'required' }]);
  const said = {
    answer,
    ...(message !== undefined && { message }),
    ...(quoteFen !== undefined && { quoteFen }),
  };
  return {
    set: {
      status: leadsTo(DEAL_LIFE, 'reply', answer),
      answers: [...deal.answers, { ...said, at }],
      ...(answer === 'reject' && { ended: { at, ...(message !== undefined && { reason: message }) } }),
    },
    events: [event('kequan.trade.deal-answered.v1', { ...ofDeal(deal), ...said, answeredBy: by })],
  };
}

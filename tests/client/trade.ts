import { DealView } from '@kequan/contracts';
import { saveDraft, type Form } from './drafts';
import type { Http } from './http';

/** The deals of the signed-in voucher user or provider. */
export function tradeClient(http: Http, token: string) {
  const read = (id: string) => http.send({ line: `GET /v1/deals/${id}`, token, answer: DealView });
  return {
    read,
    reserve: (institutionId: string, serviceId: string) =>
      http.send({ line: 'POST /v1/deals', token, body: { institutionId, serviceId }, answer: DealView }),
    saveReservation: (id: string, form: Form) =>
      saveDraft(form, {
        read: () => read(id),
        save: (body) => http.send({ line: `PUT /v1/deals/${id}`, token, body, answer: DealView }),
        draftOf: (view) => view.reservation.draft,
      }),
    submit: (id: string) => http.send({ line: `POST /v1/deals/${id}/submission`, token, answer: DealView }),
  };
}

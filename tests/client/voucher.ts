import { BudgetView, pageOf, VoucherApplicationView, VoucherView, type Fen } from '@kequan/contracts';
import { saveDraft, type Form } from './drafts';
import type { Http } from './http';

/** Applications and vouchers of the signed-in voucher user, and the budgets of who grants money. */
export function voucherClient(http: Http, token: string) {
  const read = (id: string) =>
    http.send({ line: `GET /v1/voucher-applications/${id}`, token, answer: VoucherApplicationView });
  return {
    apply: (institutionId: string) =>
      http.send({
        line: 'POST /v1/voucher-applications',
        token,
        body: { institutionId },
        answer: VoucherApplicationView,
      }),
    saveDraft: (id: string, form: Form) =>
      saveDraft(form, {
        read: () => read(id),
        save: (body) =>
          http.send({
            line: `PUT /v1/voucher-applications/${id}`,
            token,
            body,
            answer: VoucherApplicationView,
          }),
        draftOf: (view) => view.draft,
      }),
    submit: (id: string) =>
      http.send({
        line: `POST /v1/voucher-applications/${id}/submission`,
        token,
        answer: VoucherApplicationView,
      }),
    vouchers: () => http.send({ line: 'GET /v1/vouchers?limit=100', token, answer: pageOf(VoucherView) }),
    grant: (programmeId: string, year: number, amountFen: Fen) =>
      http.send({
        line: `POST /v1/budgets/${programmeId}/${year}/grants`,
        token,
        body: { amountFen },
        answer: BudgetView,
      }),
  };
}

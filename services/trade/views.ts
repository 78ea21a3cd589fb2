import type { DealView } from '@kequan/contracts';
import { mayRead, type Caller } from '@kequan/kit';
import { completionView } from './completion-day';
import type { Deal, DealDecision } from './model';
import { mostCoveredFen } from './payable';

/** Whether a caller may see a deal: its user, its provider once it was submitted to him, and the staff of its programme. */
export function maySee(caller: Caller, deal: Deal): boolean {
  return (
    deal.providerAccountId === caller.accountId ||
    mayRead(caller, { ...deal, ownerAccountId: deal.accountId })
  );
}

/** A deal as a caller sees it: what is only saved is its user's alone (R03), and the provider sees nothing of the claim. */
export function dealView(caller: Caller, deal: Deal): DealView {
  const { _id, programmeId, version, status, direct, institutionId, serviceId, title } = deal;
  const { providerInstitutionId, unit, service, approvedFen } = deal;
  const isUser = caller.accountId === deal.accountId;
  const draft = <F>(form: F): F | Record<string, never> => (isUser ? form : {});
  return {
    dealId: _id,
    programmeId,
    version,
    status,
    direct,
    institutionId,
    serviceId,
    title,
    ...(providerInstitutionId !== undefined && { providerInstitutionId }),
    ...(unit && { unit: { name: unit.name, unitCode: unit.unitCode, userKind: unit.userKind } }),
    ...(service && {
      service: {
        title: service.title,
        kind: service.kind,
        priceFen: service.priceFen,
        priceUnit: service.priceUnit,
      },
    }),
    reservation: { draft: draft(deal.reservation.draft), ...submittedReservation(deal) },
    answers: deal.answers.map((answer) => ({ ...answer, at: answer.at.toISOString() })),
    order: { draft: draft(deal.order.draft), ...orderAsPlaced(deal) },
    ...completionView(deal),
    ...(deal.dispute && { dispute: { reason: deal.dispute.reason, at: deal.dispute.at.toISOString() } }),
    ...(deal.evaluation && { evaluation: { ...deal.evaluation, at: deal.evaluation.at.toISOString() } }),
    ...(caller.role !== 'provider' && { claim: { draft: draft(deal.claim.draft), ...submittedClaim(deal) } }),
    decisions: deal.decisions
      .filter(({ step }) => step === 'dispute' || caller.role !== 'provider')
      .map(decisionView),
    ...(approvedFen !== undefined && { approvedFen }),
    ...(deal.reopened && { reopened: { reason: deal.reopened.reason, at: deal.reopened.at.toISOString() } }),
    ...(deal.ended && { ended: { ...deal.ended, at: deal.ended.at.toISOString() } }),
  };
}

/** A decision as people see it: who decided is shown to nobody. */
function decisionView({ step, revision, outcome, comments, at, approvedFen, deductions }: DealDecision) {
  const paying = { ...(approvedFen !== undefined && { approvedFen }), ...(deductions && { deductions }) };
  return { step, revision, outcome, comments, at: at.toISOString(), ...paying };
}

function submittedReservation({
  reservation: { submitted },
}: Deal): Pick<DealView['reservation'], 'submitted'> {
  return submitted ? { submitted: { ...submitted.form, at: submitted.at.toISOString() } } : {};
}

function orderAsPlaced({ order: { placed, refusal } }: Deal): Pick<DealView['order'], 'placed' | 'refusal'> {
  return {
    ...(placed && {
      placed: {
        ...placed,
        at: placed.at.toISOString(),
        ownFen: placed.form.totalFen - placed.form.voucherFen,
      },
    }),
    ...(refusal && { refusal: { ...refusal, at: refusal.at.toISOString() } }),
  };
}

/** The claim beside what a reviewer compares: the invoice's amount with the order's, and what it lets a voucher pay. */
function submittedClaim({ claim, order }: Deal): Pick<NonNullable<DealView['claim']>, 'submitted'> {
  const { submitted } = claim;
  if (!submitted || !order.placed) return {};
  const { totalFen, voucherFen } = order.placed.form;
  const { amountFen } = submitted.form.invoice;
  return {
    submitted: {
      ...submitted,
      at: submitted.at.toISOString(),
      invoiceDiffers: amountFen !== totalFen,
      mostPayableFen: Math.min(voucherFen, mostCoveredFen(order.placed.coveragePercent, amountFen)),
    },
  };
}

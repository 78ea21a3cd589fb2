import { ClaimForm, DEAL_LIFE, event, failure, leadsTo, type Fen } from '@kequan/contracts';
import { completeForm } from '@kequan/kit';
import type { Change } from './change';
import { decisionOf, requireAnotherDesk, settledAmount } from './decisions';
import { ofDeal, opening } from './events';
import type { Deal } from './model';
import { placedCoverage, requireCoverage } from './payable';
import type { StepContext, StepOf } from './steps';
import { requireInvoiceWithin } from './voucher-validity';

/**
 * completed → claimed: with invoice, contract and report (R27); of a direct order the invoice lies within the voucher's days
 * (R23). @throws `FormIncomplete`, `InvoiceOutsideValidity`
 */
export function claim(
  deal: Deal,
  { by, opens }: StepOf<'claim'>,
  { at, calendar, direct }: StepContext,
): Change {
  const form = completeClaim(deal);
  if (deal.direct && direct?.validity) requireInvoiceWithin(direct.validity, form.invoice.issuedOn, at);
  const revision = (deal.claim.submitted?.revision ?? 0) + 1;
  return {
    set: { status: leadsTo(DEAL_LIFE, 'claim'), claim: { ...deal.claim, submitted: { revision, at, form } } },
    events: [
      event('kequan.trade.claim-submitted.v1', {
        ...ofDeal(deal),
        revision,
        voucherFen: claimedFenOf(deal),
        submittedBy: by,
        ...opening(deal, opens, at, calendar),
      }),
    ],
  };
}

/** The draft of a claim as it can be submitted (R27). @throws `FormIncomplete` with every wrong field by its path */
export function completeClaim({ claim: { draft } }: Pick<Deal, 'claim'>): ClaimForm {
  return completeForm(ClaimForm, draft);
}

/** claimed | checked → completed: the user takes the claim back to correct it. */
export function withdrawClaim(deal: Deal, { taskId, withdrawnBy }: StepOf<'withdrawClaim'>): Change {
  const step = deal.status === 'checked' ? 'finance' : 'reviewer';
  return {
    set: { status: leadsTo(DEAL_LIFE, 'withdrawClaim') },
    events: [event('kequan.trade.claim-withdrawn.v1', { ...ofDeal(deal), step, taskId, withdrawnBy })],
  };
}

/**
 * What a desk decided: the reviewer passes the claim on to finance, finance says how much is paid (F23), and never more than
 * the share of what was really invoiced that held when it was ordered. @throws `InputInvalid`, `CoverageExceeded`, `AnotherPersonRequired`
 */
export function decideClaim(deal: Deal, step: StepOf<'decideClaim'>, { at, calendar }: StepContext): Change {
  const { taskId, outcome, comments, decidedBy, opens } = step;
  const claimed = deal.claim.submitted;
  if (!claimed) throw failure('DealStepNotOpen');
  const { revision, form } = claimed;
  if (step.step === 'finance') requireAnotherDesk(deal.decisions, { revision, decidedBy });
  const voucherFen = claimedFenOf(deal);
  const paying =
    step.step === 'finance' && outcome === 'approve' ? settledAmount(voucherFen, step) : undefined;
  if (paying) requireCoverage(placedCoverage(deal), form.invoice.amountFen, paying.approvedFen);
  const status = leadsTo(DEAL_LIFE, step.step === 'reviewer' ? 'checkClaim' : 'decidePayment', outcome);
  return {
    set: {
      status,
      decisions: [...deal.decisions, { ...decisionOf(step.step, revision, step, at), ...paying }],
      ...(paying && { approvedFen: paying.approvedFen }),
      ...(status === 'claimRejected' && { ended: { at } }),
    },
    events: [
      event('kequan.trade.claim-decided.v1', {
        ...ofDeal(deal),
        step: step.step,
        taskId,
        outcome,
        comments,
        decidedBy,
        revision,
        voucherFen,
        ...paying,
        ...opening(deal, opens, at, calendar),
      }),
    ],
  };
}

/** payable → checked: what the bank sent back, or an objection stopped, finance looks at again (F22). */
export function payoutReturned(deal: Deal, { payoutId, reason }: StepOf<'payoutReturned'>, at: Date): Change {
  return {
    set: { status: leadsTo(DEAL_LIFE, 'payoutReturned'), reopened: { reason, payoutId, at } },
    events: [event('kequan.trade.deal-reopened.v1', { ...ofDeal(deal), payoutId, reason })],
  };
}

/** payable → paid. */
export function paid(deal: Deal, { payoutId }: StepOf<'paid'>, at: Date): Change {
  const amountFen = deal.approvedFen ?? 0;
  return {
    set: { status: leadsTo(DEAL_LIFE, 'paid'), ended: { at } },
    events: [event('kequan.trade.deal-paid.v1', { ...ofDeal(deal), payoutId, amountFen })],
  };
}

/** What a deal claims of its voucher; 0 before there is an order. */
export function claimedFenOf({ order }: Pick<Deal, 'order'>): Fen {
  return order.placed?.form.voucherFen ?? 0;
}

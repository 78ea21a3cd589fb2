import { ClaimForm, event, failure, type Fen } from '@kequan/contracts';
import { completeForm } from '@kequan/kit';
import type { Change } from './change';
import { decisionOf, settledAmount } from './decisions';
import { ofDeal, opening } from './events';
import type { Deal } from './model';
import type { DirectOrderFacts } from './order-steps';
import { requireCoverage } from './payable';
import type { StepOf } from './steps';
import { requireInvoiceWithin } from './voucher-validity';

/**
 * completed → claimed: with invoice, contract and report (R27); of a direct order the invoice lies within the voucher's days
 * (R23). @throws `FormIncomplete`, `InvoiceOutsideValidity`
 */
export function claim(
  deal: Deal,
  { by, opens }: StepOf<'claim'>,
  at: Date,
  direct: Pick<DirectOrderFacts, 'validity'> | undefined,
): Change {
  const form = completeClaim(deal);
  if (deal.direct && direct?.validity) requireInvoiceWithin(direct.validity, form.invoice.issuedOn, at);
  const revision = (deal.claim.submitted?.revision ?? 0) + 1;
  return {
    set: { status: 'claimed', claim: { ...deal.claim, submitted: { revision, at, form } } },
    events: [
      event('kequan.trade.claim-submitted.v1', {
        ...ofDeal(deal),
        revision,
        voucherFen: claimedFenOf(deal),
        submittedBy: by,
        ...opening(deal, opens, at),
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
    set: { status: 'completed' },
    events: [event('kequan.trade.claim-withdrawn.v1', { ...ofDeal(deal), step, taskId, withdrawnBy })],
  };
}

const AFTER_CLAIM = {
  reviewer: { approve: 'checked', return: 'completed', reject: 'claimRejected' },
  finance: { approve: 'payable', return: 'completed', reject: 'claimRejected' },
} as const;

/**
 * What a desk decided: the reviewer passes the claim on to finance, finance says how much is paid (F23), and never more than
 * the programme's share of what was really invoiced. @throws `InputInvalid`, `CoverageExceeded`
 */
export function decideClaim(deal: Deal, step: StepOf<'decideClaim'>, at: Date, decisionKey?: string): Change {
  const { taskId, outcome, comments, decidedBy, opens } = step;
  const claimed = deal.claim.submitted;
  if (!claimed) throw failure('DealStepNotOpen');
  const { revision, form } = claimed;
  const voucherFen = claimedFenOf(deal);
  const paying =
    step.step === 'finance' && outcome === 'approve' ? settledAmount(voucherFen, step) : undefined;
  if (paying) requireCoverage(deal.programmeId, form.invoice.amountFen, paying.approvedFen);
  const status = AFTER_CLAIM[step.step][outcome];
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
        decisionKey,
        voucherFen,
        ...paying,
        ...opening(deal, opens, at),
      }),
    ],
  };
}

/** payable → checked: what the bank sent back, or an objection stopped, finance looks at again (F22). */
export function payoutReturned(deal: Deal, { payoutId, reason }: StepOf<'payoutReturned'>, at: Date): Change {
  return {
    set: { status: 'checked', reopened: { reason, payoutId, at } },
    events: [event('kequan.trade.deal-reopened.v1', { ...ofDeal(deal), payoutId, reason })],
  };
}

/** payable → paid. */
export function paid(deal: Deal, { payoutId }: StepOf<'paid'>, at: Date): Change {
  const amountFen = deal.approvedFen ?? 0;
  return {
    set: { status: 'paid', ended: { at } },
    events: [event('kequan.trade.deal-paid.v1', { ...ofDeal(deal), payoutId, amountFen })],
  };
}

/** What a deal claims of its voucher; 0 before there is an order. */
export function claimedFenOf({ order }: Pick<Deal, 'order'>): Fen {
  return order.placed?.form.voucherFen ?? 0;
}

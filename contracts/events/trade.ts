import { z } from 'zod';
import { DealParty, DealWait, Deduction } from '../deal';
import { Id } from '../ids';
import { Fen } from '../money';
import { TaskOpening } from '../review-task';
import { decision, ofApplicant } from './common';

/** What every event about a deal tells; the institution and the applicant are the voucher user's, the title is the service's. */
const deal = { ...ofApplicant, dealId: Id, providerInstitutionId: Id, providerAccountId: Id };

/** The steps of a deal between a voucher user and a provider, and the office's switch of direct orders. */
export const TRADE_EVENT_DATA = {
  'kequan.trade.deal-reserved.v1': z.object({ ...deal, unitName: z.string(), reservedBy: Id }),
  'kequan.trade.deal-answered.v1': z.object({
    ...deal,
    answer: z.enum(['accept', 'reject', 'reply']),
    message: z.string().optional(),
    quoteFen: Fen.optional(),
    answeredBy: Id,
  }),
  'kequan.trade.order-placed.v1': z.object({
    ...deal,
    unitName: z.string(),
    /** An order without a reservation before it (SN 5.3 立即下单). */
    direct: z.boolean(),
    revision: z.int(),
    voucherId: Id,
    totalFen: Fen,
    voucherFen: Fen,
    /** What differs from what both sides agreed (R28). */
    changed: z.array(z.string()),
    placedBy: Id,
  }),
  'kequan.trade.order-taken.v1': z.object({ ...deal, takenBy: Id }),
  'kequan.trade.order-refused.v1': z.object({ ...deal, reason: z.string(), refusedBy: Id }),
  /** A side named a later day (YYYY-MM-DD) for the completion; `agreed` when the other one had named the same (M3). */
  'kequan.trade.completion-postponed.v1': z.object({
    ...deal,
    party: DealParty,
    completionOn: z.iso.date(),
    agreed: z.boolean(),
    by: Id,
  }),
  'kequan.trade.service-completed.v1': z.object({ ...deal, completedBy: Id }),
  /** The user's confirmation (R26), or his silence past its time: then `DECIDED_BY_RULES` confirmed. */
  'kequan.trade.service-confirmed.v1': z.object({ ...deal, confirmedBy: Id }),
  'kequan.trade.service-disputed.v1': z.object({ ...deal, reason: z.string(), disputedBy: Id }),
  'kequan.trade.dispute-decided.v1': z.object({ ...deal, ...decision }),
  'kequan.trade.service-evaluated.v1': z.object({ ...deal, score: z.int(), evaluatedBy: Id }),
  'kequan.trade.claim-submitted.v1': z.object({
    ...deal,
    revision: z.int(),
    voucherFen: Fen,
    submittedBy: Id,
    /** The reviewer's task. */
    opens: TaskOpening.optional(),
  }),
  'kequan.trade.claim-withdrawn.v1': z.object({
    ...deal,
    step: z.enum(['reviewer', 'finance']),
    taskId: Id,
    withdrawnBy: Id,
  }),
  'kequan.trade.claim-decided.v1': z.object({
    ...deal,
    ...decision,
    step: z.enum(['reviewer', 'finance']),
    /** What was claimed. */
    voucherFen: Fen,
    /** What finance pays; with the deductions it adds up to what was claimed (F23). */
    approvedFen: Fen.optional(),
    deductions: z.array(Deduction).optional(),
    /** Finance's task, when the reviewer passes the claim on. */
    opens: TaskOpening.optional(),
  }),
  /** The bank sent the money back, or an objection was upheld: finance looks at the case again (F22). */
  'kequan.trade.deal-reopened.v1': z.object({ ...deal, payoutId: Id, reason: z.string() }),
  'kequan.trade.deal-paid.v1': z.object({ ...deal, payoutId: Id, amountFen: Fen }),
  'kequan.trade.deal-cancelled.v1': z.object({
    ...deal,
    party: DealParty,
    reason: z.string().optional(),
    cancelledBy: Id,
  }),
  'kequan.trade.deal-lapsed.v1': z.object({ ...deal, waitedFor: DealWait }),
  'kequan.trade.deal-reminded.v1': z.object({
    ...deal,
    party: DealParty,
    waitingFor: DealWait,
    dueAt: z.iso.datetime(),
  }),
  'kequan.trade.direct-orders-switched.v1': z.object({
    programmeId: z.string(),
    open: z.boolean(),
    reason: z.string(),
    switchedBy: Id,
  }),
} as const;

import type { Connection } from 'mongoose';
import {
  DealParty,
  DealStatus,
  DealWait,
  ReviewOutcome,
  type AdmittedUser,
  type ClaimForm,
  type Deduction,
  type EvaluationForm,
  type OrderableService,
  type OrderForm,
  type ReservationForm,
  type ReviewComment,
} from '@kequan/contracts';
import {
  aggregateSchema,
  aggregateStore,
  flag,
  instant,
  listOf,
  mixed,
  oneOf,
  optional,
  part,
  text,
  whole,
  type AggregateStore,
  type DocumentOf,
  type Facts,
  type Form,
  type Relay,
  type ValueOf,
} from '@kequan/kit';

/** What the provider answered a reservation. */
const answer = part({
  answer: oneOf(['accept', 'reject', 'reply']),
  message: optional(text),
  quoteFen: optional(whole),
  at: instant,
});

/** An order as it was placed. */
const placedOrder = part({
  revision: whole,
  at: instant,
  form: mixed<OrderForm>(),
  /** What of the programme's rules later steps judge by, as it was when it was placed (F14, M16). */
  coveragePercent: whole,
  /** The hash of what both sides agreed when the provider accepted (F09). */
  agreedHash: optional(text),
  /** What differs from it (R28). */
  changed: listOf(text),
});

/** What was decided of a dispute or of a claim. */
const decision = part({
  step: oneOf(['dispute', 'reviewer', 'finance']),
  revision: whole,
  outcome: oneOf(ReviewOutcome.options),
  comments: mixed<ReviewComment[]>(),
  /** Shown to nobody: the desks are of different persons (M18). */
  decidedBy: text,
  at: instant,
  /** Of finance: what is paid of the claim, and what is taken off (F23). */
  approvedFen: optional(whole),
  deductions: optional(mixed<Deduction[]>()),
});

/**
 * One reservation or one direct order, from its draft to its payout. Its `_id` is the order's id in the voucher's ledger. Lists are
 * read by user, by provider and by programme, each also by status; usage by programme and month.
 */
const dealSchema = aggregateSchema({
  programmeId: text,
  /** The voucher user's. */
  institutionId: text,
  accountId: text,
  serviceId: text,
  title: text,
  /** An order without a reservation before it (SN 5.3 立即下单). */
  direct: flag,
  status: oneOf(DealStatus.options),
  /** Known once the deal was submitted: who serves, and what stood in the mall then. */
  providerInstitutionId: optional(text),
  providerAccountId: optional(text),
  service: optional(mixed<OrderableService>()),
  unit: optional(mixed<AdmittedUser>()),
  reservation: part({
    draft: mixed<Form>(),
    submitted: optional(part({ at: instant, form: mixed<ReservationForm>() })),
  }),
  answers: listOf(answer),
  order: part({
    draft: mixed<Form>(),
    placed: optional(placedOrder),
    refusal: optional(part({ reason: text, revision: whole, at: instant })),
  }),
  /** The day of the completion, when it is another than the order's (M3): agreed on, and named by one side alone. */
  completion: optional(
    part({
      agreedOn: optional(text),
      proposedOn: optional(text),
      proposedBy: optional(oneOf(DealParty.options)),
    }),
  ),
  dispute: optional(part({ reason: text, at: instant, revision: whole })),
  evaluation: optional(mixed<EvaluationForm & { at: Date }>()),
  claim: part({
    draft: mixed<Form>(),
    submitted: optional(part({ revision: whole, at: instant, form: mixed<ClaimForm>() })),
  }),
  decisions: listOf(decision),
  /** What is paid of the voucher. */
  approvedFen: optional(whole),
  /** Why a payout came back (F22). */
  reopened: optional(part({ reason: text, payoutId: text, at: instant })),
  ended: optional(
    part({
      at: instant,
      party: optional(oneOf(DealParty.options)),
      reason: optional(text),
      waitedFor: optional(oneOf(DealWait.options)),
    }),
  ),
  /** The month, in China, of the first placing, by which the use of direct orders is measured (F12). */
  orderMonth: optional(text),
})
  .index({ accountId: 1, _id: -1 })
  .index({ accountId: 1, status: 1, _id: -1 })
  .index({ providerAccountId: 1, _id: -1 })
  .index({ providerAccountId: 1, status: 1, _id: -1 })
  .index({ programmeId: 1, _id: -1 })
  .index({ programmeId: 1, status: 1, _id: -1 })
  .index({ status: 1, _id: -1 })
  .index({ programmeId: 1, orderMonth: 1 });

export type DealDecision = ValueOf<typeof decision>;
export type Deal = DocumentOf<typeof dealSchema>;
export type DealFacts = Facts<Deal>;
export type Deals = AggregateStore<Deal>;

/** Opens the deals of this installation. */
export function openDeals(connection: Connection, relay: Relay): Deals {
  return aggregateStore(connection, 'deals', dealSchema, 'trade', relay);
}

/** A deal that nobody but its user has seen. */
export function newDeal(
  of: Pick<Deal, 'programmeId' | 'institutionId' | 'accountId' | 'serviceId' | 'title' | 'direct'>,
): DealFacts {
  return {
    ...of,
    status: 'draft',
    reservation: { draft: {} },
    answers: [],
    order: { draft: {} },
    claim: { draft: {} },
    decisions: [],
  };
}

import { z } from 'zod';
import { DealParty, DealStatus, DealWait, Deduction } from '../deal';
import { ClaimForm, EvaluationForm, OrderForm, ReservationForm } from '../forms/redemption';
import { ServiceKind } from '../forms/service';
import { Id } from '../ids';
import { Fen } from '../money';
import { ReviewComment, ReviewOutcome } from '../review-outcome';
import { Instant, PageQuery } from './common';

/** Begins a reservation of a listed service for my institution, or a direct order. */
export const CreateDeal = z.strictObject({ institutionId: Id, serviceId: Id });
export type CreateDeal = z.infer<typeof CreateDeal>;

const Draft = z.record(z.string(), z.unknown());
const words = z.string().trim().min(1).max(1000);

/** A deal as its user, its provider and the staff see it. Drafts are the user's alone (R03), the claim is his and the staff's. */
export const DealView = z.object({
  dealId: Id,
  programmeId: z.string(),
  version: z.int(),
  status: DealStatus,
  direct: z.boolean(),
  institutionId: Id,
  serviceId: Id,
  title: z.string(),
  providerInstitutionId: Id.optional(),
  unit: z.object({ name: z.string(), unitCode: z.string(), userKind: z.string() }).optional(),
  service: z
    .object({ title: z.string(), kind: ServiceKind, priceFen: Fen, priceUnit: z.string() })
    .optional(),
  reservation: z.object({ draft: Draft, submitted: ReservationForm.extend({ at: Instant }).optional() }),
  answers: z.array(
    z.object({
      answer: z.enum(['accept', 'reject', 'reply']),
      message: z.string().optional(),
      quoteFen: Fen.optional(),
      at: Instant,
    }),
  ),
  order: z.object({
    draft: Draft,
    placed: z
      .object({
        revision: z.int(),
        at: Instant,
        form: OrderForm,
        /** The programme's share when it was placed, in per cent. */
        coveragePercent: z.int(),
        agreedHash: z.string().optional(),
        /** Key facts that differ from what was agreed (R28). */
        changed: z.array(z.string()),
        /** What the firm pays itself. */
        ownFen: Fen,
      })
      .optional(),
    refusal: z.object({ reason: z.string(), revision: z.int(), at: Instant }).optional(),
  }),
  /** The day of the completion: agreed on, and a later one that one side has named (M3). */
  completion: z
    .object({
      agreedOn: z.string(),
      proposedOn: z.string().optional(),
      proposedBy: DealParty.optional(),
    })
    .optional(),
  dispute: z.object({ reason: z.string(), at: Instant }).optional(),
  evaluation: EvaluationForm.extend({ at: Instant }).optional(),
  claim: z
    .object({
      draft: Draft,
      submitted: z
        .object({
          revision: z.int(),
          at: Instant,
          form: ClaimForm,
          /** Whether the invoice is of another amount than the order, and the most that its amount lets a voucher pay. */
          invoiceDiffers: z.boolean(),
          mostPayableFen: Fen,
        })
        .optional(),
    })
    .optional(),
  decisions: z.array(
    z.object({
      step: z.enum(['dispute', 'reviewer', 'finance']),
      revision: z.int(),
      outcome: ReviewOutcome,
      comments: z.array(ReviewComment),
      at: Instant,
      approvedFen: Fen.optional(),
      deductions: z.array(Deduction).optional(),
    }),
  ),
  approvedFen: Fen.optional(),
  reopened: z.object({ reason: z.string(), at: Instant }).optional(),
  ended: z
    .object({
      at: Instant,
      party: DealParty.optional(),
      reason: z.string().optional(),
      waitedFor: DealWait.optional(),
    })
    .optional(),
});
export type DealView = z.infer<typeof DealView>;

export const DealQuery = PageQuery.extend({ status: DealStatus.optional() });

/** The provider's answer to a reservation (SN 4.6); without acceptance it says why or what. */
export const AnswerDeal = z.strictObject({
  answer: z.enum(['accept', 'reject', 'reply']),
  message: words.optional(),
  quoteFen: Fen.min(1).optional(),
});
export type AnswerDeal = z.infer<typeof AnswerDeal>;

/** The provider takes an order, or refuses it and says why (R28). */
export const TakeOrder = z.strictObject({ answer: z.enum(['take', 'refuse']), reason: words.optional() });
export type TakeOrder = z.infer<typeof TakeOrder>;

/** A side names a later day for the completion; it is agreed when the other one names the same (M3). */
export const PostponeCompletion = z.strictObject({ completionOn: z.iso.date() });
export type PostponeCompletion = z.infer<typeof PostponeCompletion>;

/** The user confirms that the service was done well, or disputes it and says why (R26). */
export const ConfirmService = z.strictObject({
  answer: z.enum(['confirm', 'dispute']),
  reason: words.optional(),
});
export type ConfirmService = z.infer<typeof ConfirmService>;

export const CancelDeal = z.strictObject({ reason: words });
export type CancelDeal = z.infer<typeof CancelDeal>;

/** The office opens direct orders, also until a day only, or closes them, and says why (SN 5.3, R24). */
export const TurnDirectOrders = z.strictObject({
  open: z.boolean(),
  reason: words,
  openUntil: Instant.optional(),
});
export type TurnDirectOrders = z.infer<typeof TurnDirectOrders>;

/** Whether direct orders are taken now; every turn of the switch is shown to staff alone, the last one first. */
export const DirectOrderSwitchView = z.object({
  programmeId: z.string(),
  open: z.boolean(),
  openUntil: Instant.optional(),
  turns: z
    .array(
      z.object({
        open: z.boolean(),
        reason: z.string(),
        by: Id,
        at: Instant,
        openUntil: Instant.optional(),
      }),
    )
    .optional(),
});
export type DirectOrderSwitchView = z.infer<typeof DirectOrderSwitchView>;

const shareOfDirect = { orders: z.int(), directOrders: z.int(), directPercent: z.int() };

/** How much direct orders are still used (F12): by month, and by provider in these months. */
export const DirectOrderUsage = z.object({
  months: z.array(z.object({ month: z.string(), ...shareOfDirect })),
  providers: z.array(z.object({ providerInstitutionId: Id, ...shareOfDirect })),
});
export type DirectOrderUsage = z.infer<typeof DirectOrderUsage>;

export const UsageQuery = z.strictObject({ months: z.coerce.number().int().min(1).max(36).default(12) });

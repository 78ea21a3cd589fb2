import { z } from 'zod';
import { Id } from '../ids';
import { Fen } from '../money';
import { AttachmentId } from './attachment';
import { line, prose } from './text';

/** A reservation 预约单: what the sample is, and what is asked of the service (SN 5.3). */
export const ReservationForm = z.strictObject({
  serviceId: Id,
  sampleSummary: prose(2000),
  requirements: prose(4000),
  expectedOn: z.iso.date().optional(),
  attachmentIds: z.array(AttachmentId).max(10).default([]),
});
export type ReservationForm = z.infer<typeof ReservationForm>;

/** A saved draft of a reservation; the service is chosen when it is begun. */
export const ReservationDraft = ReservationForm.extend({
  sampleSummary: z.string().max(2000),
  requirements: z.string().max(4000),
})
  .omit({ serviceId: true })
  .partial();

/** What a test or an experiment is for; the programme says which of these no voucher pays (SN 1.1, R21). */
export const OrderPurpose = z.enum([
  'newProduct',
  'improvement',
  'research',
  'mandatoryTest',
  'statutoryTest',
  'otherCommercial',
]);
export type OrderPurpose = z.infer<typeof OrderPurpose>;

/** An order 订单: what both sides agreed, and how its price is split between firm and voucher (SN 5.3 确认并下单). */
export const OrderForm = z
  .strictObject({
    voucherId: Id,
    purpose: OrderPurpose,
    details: prose(4000),
    quantity: z.int().min(1).max(100_000),
    totalFen: Fen.min(1),
    /** What the voucher pays; at most the programme's share of the total. The firm pays the rest itself. */
    voucherFen: Fen.min(1),
    completionExpectedOn: z.iso.date(),
    /** Of an experiment alone: the province where its laboratory lies (R22). */
    laboratoryProvince: line(20).optional(),
    /** Of a direct order alone, which enters a past one: the day of its invoice (R23). */
    invoiceOn: z.iso.date().optional(),
  })
  .refine(({ totalFen, voucherFen }) => voucherFen <= totalFen, {
    error: 'VoucherAboveTotal',
    path: ['voucherFen'],
  });
export type OrderForm = z.infer<typeof OrderForm>;

/** A saved draft of an order. */
export const OrderDraft = z
  .strictObject({
    voucherId: Id,
    purpose: OrderPurpose,
    details: z.string().max(4000),
    quantity: z.int().min(1).max(100_000),
    totalFen: Fen,
    voucherFen: Fen,
    completionExpectedOn: z.string().max(10),
    laboratoryProvince: z.string().max(20),
    invoiceOn: z.string().max(10),
  })
  .partial();

/** What a claim stands on: invoice, contract and report (SN 5.4, R27). */
export const ClaimForm = z.strictObject({
  invoice: z.strictObject({
    /** Used once in the whole province (F20). */
    number: z.string().regex(/^\d{8,20}$/),
    issuedOn: z.iso.date(),
    amountFen: Fen.min(1),
    fileId: AttachmentId,
  }),
  contractFileId: AttachmentId,
  reportFileId: AttachmentId,
});
export type ClaimForm = z.infer<typeof ClaimForm>;

/** A saved draft of a claim: whatever is there so far. */
export const ClaimDraft = z
  .strictObject({
    invoice: z
      .strictObject({
        number: z.string().trim().max(20),
        issuedOn: z.string().max(10),
        amountFen: Fen,
        fileId: AttachmentId,
      })
      .partial(),
    contractFileId: AttachmentId,
    reportFileId: AttachmentId,
  })
  .partial();

/** What the user thinks of the service (SN 5.4 评价); only after the provider completed it (R25). */
export const EvaluationForm = z.strictObject({
  score: z.int().min(1).max(5),
  comment: prose(1000).optional(),
});
export type EvaluationForm = z.infer<typeof EvaluationForm>;

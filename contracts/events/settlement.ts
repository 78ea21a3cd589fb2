import { z } from 'zod';
import { Id } from '../ids';
import { Fen } from '../money';
import { PayoutFailure } from '../payout';
import { decision, ofApplicant } from './common';

const payout = { ...ofApplicant, payoutId: Id, dealId: Id, amountFen: Fen };
const ofBatch = { ...payout, batchId: z.string() };
const batch = {
  programmeId: z.string(),
  batchId: z.string(),
  period: z.string(),
  lineCount: z.int(),
  amountFen: Fen,
};

/** The data of settlement's events. No event has an account number. */
export const SETTLEMENT_EVENT_DATA = {
  'kequan.settlement.payout-ordered.v1': z.object(payout),
  /** A payout stands in the public notice (公示) until an instant. */
  'kequan.settlement.notice-published.v1': z.object({ ...ofBatch, until: z.iso.datetime() }),
  'kequan.settlement.payout-objected.v1': z.object({ ...ofBatch, objectionId: Id, objectedBy: Id }),
  'kequan.settlement.objection-decided.v1': z.object({
    ...ofBatch,
    objectionId: Id,
    objectedBy: Id,
    /** `approve`: the objection is upheld; `reject`: it is dismissed. */
    ...decision,
  }),
  /** A batch's notice is over and it waits for two persons of finance (F32); `reminder` counts from 0. */
  'kequan.settlement.release-awaited.v1': z.object({ ...batch, reminder: z.int() }),
  'kequan.settlement.batch-released.v1': z.object({ ...batch, releasedBy: z.array(Id) }),
  'kequan.settlement.payout-sent.v1': z.object(ofBatch),
  'kequan.settlement.payout-paid.v1': z.object(ofBatch),
  /** `returned`: the bank sent it back, or there was no account; `objected`: an objection was upheld. */
  'kequan.settlement.payout-failed.v1': z.object({
    ...ofBatch,
    cause: z.enum(['returned', 'objected']),
    reasonCode: PayoutFailure,
  }),
} as const;

import type { ReviewClock } from '../programme';
import { message, notice, type Message } from './message';
import type { SubmitAnswer } from './review';

/** The workflow's type name; it stands in histories and never changes. */
export const VOUCHER_ISSUANCE = 'voucherIssuance';

/** Input of voucherIssuance: one application and, when it is approved, the life of its voucher. */
export interface IssuanceInput {
  applicationId: string;
  institutionId: string;
  programmeId: string;
  clock: ReviewClock;
  validityDays: number;
  /** Days before the use-by date on which the holder is reminded; descending. */
  remindDaysBefore: number[];
  instance: string;
  /** Set when a run goes on as a new one, with the voucher issued. */
  voucher?: IssuedVoucher;
  /** The key of what ended the review of the run before: whoever did not hear the answer asks again. */
  reviewEndedBy?: string;
}

export interface SubmitApplicationInput {
  key: string;
  version: number;
  submittedBy: string;
  attachmentIds: string[];
}
/** Submits an application. `version` is the document's version that the applicant saw and the route checked. */
export const submitApplication = message<SubmitApplicationInput, SubmitAnswer>('submit');

/** The voucher that an approval led to. */
export interface IssuedVoucher {
  voucherId: string;
  expiresAtMs: number;
}

export interface ReturnVoucherInput {
  key: string;
  returnedBy: string;
}
/** The holder gives unspent money back (F16). */
export const returnVoucher: Message<ReturnVoucherInput, void> = message('returnVoucher');

export interface SpentInput {
  voucherId: string;
}
/** Voucher tells the process that nothing is left to spend. */
export const spent = notice<SpentInput>('spent');

/** How an issuance ends. */
export type IssuanceResult = {
  ended: 'refused' | 'returned' | 'rejected' | 'withdrawn' | 'spent' | 'expired' | 'givenBack';
};

import { Posting } from '@kequan/contracts';
import { oneOf, part, text, whole } from '@kequan/kit';

/** The fields of a posting, as contracts describes it; amounts in fen. */
export const POSTING = {
  key: text,
  from: oneOf(Posting.shape.from.options),
  to: oneOf(Posting.shape.to.options),
  amountFen: whole,
  at: text,
  reference: text,
};
export const posting = part(POSTING);

/** What lies in each account of a voucher, in fen: an account that is none of these cannot be booked. */
export const voucherBalances = part({
  available: whole,
  held: whole,
  captured: whole,
  expired: whole,
  returned: whole,
});

/** What lies in each account of a budget, in fen. */
export const budgetBalances = part({ available: whole, committed: whole, captured: whole });

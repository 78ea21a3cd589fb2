import type {
  DecideInput,
  Deduction,
  DeductionReason,
  ReviewComment,
  ReviewOutcome,
  WithdrawInput,
} from '@kequan/contracts';
import { among, id, KEY, list, optional, part, positive, words, type Shape } from '../kit/shapes';

const COMMENT: Shape<ReviewComment> = { path: optional(words(200)), text: words(1000) };

const DEDUCTION: Shape<Deduction> = {
  reason: among<DeductionReason>({
    aboveCoverage: true,
    notPayable: true,
    invoiceDiffers: true,
    outsideValidity: true,
    priceAboveMarket: true,
    evidenceIncomplete: true,
  }),
  amountFen: positive,
};

export const DECISION: Shape<DecideInput> = {
  key: KEY,
  taskId: id,
  outcome: among<ReviewOutcome>({ approve: true, return: true, reject: true }),
  comments: list(part(COMMENT), 50),
  decidedBy: id,
  approvedFen: optional(positive),
  deductions: optional(list(part(DEDUCTION), 20)),
};

export const WITHDRAWAL: Shape<WithdrawInput> = { key: KEY, withdrawnBy: id };

import type {
  CancelInput,
  ClaimInput,
  CompleteInput,
  ConfirmInput,
  DealParty,
  OrderInput,
  OrderMoney,
  PayoutEndedInput,
  PostponeInput,
  ReplyInput,
  SubmitDealInput,
  TakeInput,
} from '@kequan/contracts';
import {
  among,
  day,
  id,
  KEY,
  list,
  optional,
  positive,
  shaped,
  VERSION,
  words,
  type Shape,
} from '../kit/shapes';

const PARTY = { key: KEY, by: id };
const REASON = words(1000);
const FILES = list(id, 100);

const MONEY: Shape<OrderMoney> = { voucherId: id, voucherFen: positive };
const money = (value: unknown): boolean => {
  try {
    return Object.keys(shaped(MONEY, value)).length === Object.keys(MONEY).length;
  } catch {
    return false;
  }
};

export const DEAL_SUBMISSION: Shape<SubmitDealInput> = {
  ...PARTY,
  version: VERSION,
  attachmentIds: FILES,
  money: optional(money),
};

export const REPLY: Shape<ReplyInput> = {
  ...PARTY,
  answer: among<ReplyInput['answer']>({ accept: true, reject: true, reply: true }),
  message: optional(words(4000)),
  quoteFen: optional(positive),
};

export const ORDER: Shape<OrderInput> = { ...PARTY, version: VERSION, money };

export const TAKE: Shape<TakeInput> = {
  ...PARTY,
  answer: among<TakeInput['answer']>({ take: true, refuse: true }),
  reason: optional(REASON),
};

export const COMPLETION: Shape<CompleteInput> = PARTY;

export const CONFIRMATION: Shape<ConfirmInput> = {
  ...PARTY,
  answer: among<ConfirmInput['answer']>({ confirm: true, dispute: true }),
  reason: optional(REASON),
};

export const CLAIM: Shape<ClaimInput> = {
  ...PARTY,
  version: VERSION,
  attachmentIds: FILES,
  invoiceNumber: words(20),
};

export const CANCELLATION: Shape<CancelInput> = {
  ...PARTY,
  party: among<DealParty>({ user: true, provider: true }),
  reason: optional(REASON),
};

export const POSTPONEMENT: Shape<PostponeInput> = {
  ...PARTY,
  party: among<DealParty>({ user: true, provider: true }),
  completionOn: day,
};

export const PAYOUT_END: Shape<PayoutEndedInput> = {
  payoutId: id,
  outcome: among<PayoutEndedInput['outcome']>({ paid: true, returned: true, objected: true }),
  reason: optional(REASON),
};

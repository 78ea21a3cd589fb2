import type { DealSummary } from '../activities/trade';
import type { DealWait, OrderMoney } from '../deal';
import type { PartyClock, ReviewClock } from '../programme';

/** The workflow's type name; it stands in histories and never changes. */
export const VOUCHER_REDEMPTION = 'voucherRedemption';

/** The clocks of a redemption, from the programme; they travel with the run. */
export interface RedemptionClocks {
  reply: PartyClock;
  order: PartyClock;
  taking: PartyClock;
  completion: PartyClock;
  confirmation: PartyClock;
  claim: PartyClock;
  disputeReview: ReviewClock;
  claimReview: ReviewClock;
  financeReview: ReviewClock;
}

/** Input of voucherRedemption: one reservation, or one direct order, to its end. */
export interface RedemptionInput {
  dealId: string;
  programmeId: string;
  /** The voucher user's institution. */
  institutionId: string;
  serviceId: string;
  /** An order without a reservation before it (SN 5.3 立即下单). */
  direct: boolean;
  clocks: RedemptionClocks;
  instance: string;
  /** Set when a run goes on as a new one, where the deal waits for a party. */
  resume?: RedemptionResume;
}

/** What a redemption hands on to the run that follows it (M21). */
export interface RedemptionResume {
  at: DealWait;
  deal: DealSummary;
  /** The try under which the deal was begun. */
  dealAttemptId: string;
  held?: HeldMoney | undefined;
  invoiceNumber?: string | undefined;
  /** The key of what ended its last review: whoever did not hear the answer asks again. */
  reviewEndedBy?: string | undefined;
}

/** What a redemption holds of a voucher, and under which try. */
export interface HeldMoney {
  voucherId: string;
  amountFen: number;
  attemptId: string;
}

/** What a party tells a redemption: who, and a key that makes a retry harmless. */
interface PartyMessage {
  key: string;
  by: string;
}

/** Submits the reservation, or the direct order with its money. `version` is the document's version that its owner saw. */
export interface SubmitDealInput extends PartyMessage {
  version: number;
  attachmentIds: string[];
  /** Of a direct order alone. */
  money?: OrderMoney;
}

/** The provider answers a reservation: accepts it, rejects it with a reason, or replies with a question or a proposal. */
export const REPLY = 'reply';
export interface ReplyInput extends PartyMessage {
  answer: 'accept' | 'reject' | 'reply';
  /** Needed of a rejection and a reply. */
  message?: string | undefined;
  /** What the provider asks for the whole, in fen. */
  quoteFen?: number | undefined;
}

/** The user confirms and orders (确认并下单). */
export const ORDER = 'order';
export interface OrderInput extends PartyMessage {
  version: number;
  money: OrderMoney;
}

/** The provider takes the order, or refuses it with a reason (R28): then it can be corrected and placed again. */
export const TAKE = 'take';
export interface TakeInput extends PartyMessage {
  answer: 'take' | 'refuse';
  reason?: string | undefined;
}

/** Either side names a later day for the completion; when both name the same one, it is agreed (M3). */
export const POSTPONE = 'postpone';
export interface PostponeInput extends PartyMessage {
  party: 'user' | 'provider';
  /** YYYY-MM-DD, in China. */
  completionOn: string;
}

/** The provider has done the service (完成). */
export const COMPLETE = 'complete';
export type CompleteInput = PartyMessage;

/** The user confirms that the service was done well, or disputes it with a reason (R26). */
export const CONFIRM = 'confirm';
export interface ConfirmInput extends PartyMessage {
  answer: 'confirm' | 'dispute';
  reason?: string | undefined;
}

/** The user submits the claim (提交申请使用创新券). */
export const CLAIM = 'claim';
export interface ClaimInput extends PartyMessage {
  version: number;
  attachmentIds: string[];
  invoiceNumber: string;
}

/** The user, or while the service is in progress the provider, calls it off; what is held is released. */
export const CANCEL = 'cancel';
export interface CancelInput extends PartyMessage {
  party: 'user' | 'provider';
  reason?: string | undefined;
}

/** The Signal by which settlement tells how a payout ended. */
export const PAYOUT_ENDED = 'payoutEnded';
export interface PayoutEndedInput {
  payoutId: string;
  /** `returned`: the bank sent it back; `objected`: an objection against its line was upheld. Both reopen the case. */
  outcome: 'paid' | 'returned' | 'objected';
  reason?: string;
}

/** How a redemption ends. */
export type RedemptionResult = {
  ended: 'paid' | 'refused' | 'rejected' | 'claimRejected' | 'cancelled' | 'lapsed';
};

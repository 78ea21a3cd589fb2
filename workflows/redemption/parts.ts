import type {
  DealWait,
  RedemptionInput,
  RedemptionResult,
  TradeActivities,
  VoucherActivities,
} from '@kequan/contracts';
import { Alarm } from '../kit/alarm';
import { DealDesk } from './desk';
import { DealRecord } from './record';
import { DealWaits } from './waits';
import { homeSteps, stepsOf } from '../kit/policies';
import { ProgressBoard } from '../kit/progress-board';
import { ReviewDesk } from '../review/review-desk';
import { Attempts } from '../kit/attempts';
import { VoucherHold } from './voucher-hold';

/** How a deal ends. */
export type End = RedemptionResult['ended'];
/** Where a deal stands: what it waits for, or what is done there. */
export type Standing = DealWait | 'dispute' | 'claimReview' | 'payment' | 'payout';

/** What every part of a redemption works with. */
export interface DealParts {
  input: RedemptionInput;
  home: TradeActivities;
  attempts: Attempts;
  board: ProgressBoard;
  alarm: Alarm;
  reviews: ReviewDesk;
  record: DealRecord;
  waits: DealWaits;
  hold: VoucherHold;
}

/** Makes the parts, and registers what its parties and its reviewers may tell. */
export function dealParts(input: RedemptionInput): DealParts {
  const { dealId, institutionId, instance, clocks } = input;
  const home = homeSteps<TradeActivities>();
  const attempts = new Attempts();
  const board = new ProgressBoard();
  const alarm = new Alarm();
  const reviews = new ReviewDesk();
  const record = new DealRecord(home, dealId);
  const waits = new DealWaits(new DealDesk(), alarm, board, record, clocks);
  const voucher = stepsOf<VoucherActivities>(instance, 'voucher');
  const hold = new VoucherHold(voucher, attempts, { orderId: dealId, institutionId });
  return { input, home, attempts, board, alarm, reviews, record, waits, hold };
}

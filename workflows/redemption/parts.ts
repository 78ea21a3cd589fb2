import type {
  DealEnd,
  DealStanding,
  RedemptionInput,
  TradeActivities,
  VoucherActivities,
} from '@kequan/contracts';
import { Alarm } from '../kit/alarm';
import { Attempts } from '../kit/attempts';
import { homeSteps, stepsOf } from '../kit/policies';
import { ProgressBoard } from '../kit/progress-board';
import { ReviewDesk } from '../review/review-desk';
import { DealDesk } from './desk';
import { DealRecord } from './record';
import { VoucherHold } from './voucher-hold';
import { DealWaits } from './waits';

/** What a deal waits for, or how it ends: where a step leads, by the table of its life. */
export type Next = DealStanding | DealEnd;

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
  const { dealId, institutionId, instance, clocks, resume } = input;
  const home = homeSteps<TradeActivities>();
  const attempts = new Attempts();
  const board = new ProgressBoard();
  const alarm = new Alarm();
  const reviews = new ReviewDesk(resume?.reviewEndedBy);
  const record = new DealRecord(home, dealId, resume?.deal);
  const waits = new DealWaits(new DealDesk(), alarm, board, record, clocks);
  const voucher = stepsOf<VoucherActivities>(instance, 'voucher');
  const hold = new VoucherHold(voucher, attempts, { orderId: dealId, institutionId }, resume?.held);
  return { input, home, attempts, board, alarm, reviews, record, waits, hold };
}

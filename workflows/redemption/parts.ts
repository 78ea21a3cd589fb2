import type {
  DealEnd,
  DealStanding,
  RedemptionInput,
  TradeActivities,
  VoucherActivities,
} from '@kequan/contracts';
import { Attempts } from '../kit/attempts';
import { DeadlineKeeper } from '../kit/deadline-keeper';
import { homeSteps, stepsOf } from '../kit/policies';
import { ProgressBoard } from '../kit/progress-board';
import type { ReviewParts } from '../review/review';
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
  reviews: ReviewParts;
  record: DealRecord;
  waits: DealWaits;
  hold: VoucherHold;
}

/** Makes the parts, and registers what its parties and its reviewers may tell. */
export function dealParts(input: RedemptionInput): DealParts {
  const { dealId, programmeId, institutionId, instance, clocks, resume } = input;
  const home = homeSteps<TradeActivities>();
  const attempts = new Attempts();
  const board = new ProgressBoard({ programmeId, institutionId });
  const deadlines = new DeadlineKeeper(home);
  const reviews = { desk: new ReviewDesk(resume?.reviewEndedBy), board, deadlines };
  const record = new DealRecord(home, dealId, clocks, resume?.deal);
  const waits = new DealWaits(new DealDesk(), deadlines, board, record);
  const voucher = stepsOf<VoucherActivities>(instance, 'voucher');
  const hold = new VoucherHold(voucher, attempts, { orderId: dealId, institutionId }, resume?.held);
  return { input, home, attempts, board, reviews, record, waits, hold };
}

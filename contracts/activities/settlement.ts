import type { Fen } from '../money';

export interface OrderPayout {
  /** Given by the redemption: one per approval of finance. */
  payoutId: string;
  key: string;
  dealId: string;
  programmeId: string;
  /** The institution that is paid, and its account. */
  institutionId: string;
  applicantAccountId: string;
  /** What the public notice calls it: the unit and the service. */
  title: string;
  amountFen: Fen;
  /** The redemption that is told how it ended (`payoutEnded`). */
  workflowId: string;
}

/** What workflows of other homes may ask of settlement. Each is idempotent by its key and one write. */
export interface SettlementActivities {
  /** Keeps a payout as due: the programme's next batch takes it. */
  orderPayout(input: OrderPayout): Promise<void>;
}

import type { Db } from 'mongodb';
import type {
  AdmittedUser,
  ClaimForm,
  DealParty,
  DealStatus,
  DealWait,
  Deduction,
  EvaluationForm,
  Fen,
  OrderableService,
  OrderForm,
  ReservationForm,
  ReviewComment,
  ReviewOutcome,
} from '@kequan/contracts';
import {
  aggregateStore,
  ensureIndexes,
  OUTBOX_INDEX,
  type Aggregate,
  type AggregateStore,
  type Facts,
  type Form,
  type Relay,
} from '@kequan/kit';

/** What the provider answered a reservation. */
interface Answer {
  answer: 'accept' | 'reject' | 'reply';
  message?: string;
  quoteFen?: Fen;
  at: Date;
}

/** An order as it was placed. */
interface PlacedOrder {
  revision: number;
  at: Date;
  form: OrderForm;
  /** The hash of what both sides agreed when the provider accepted (F09). */
  agreedHash?: string;
  /** What differs from it (R28). */
  changed: string[];
}

/** What was decided of a dispute or of a claim. */
export interface DealDecision {
  step: 'dispute' | 'reviewer' | 'finance';
  revision: number;
  outcome: ReviewOutcome;
  comments: ReviewComment[];
  at: Date;
  /** Of finance: what is paid of the claim, and what is taken off (F23). */
  approvedFen?: Fen;
  deductions?: Deduction[];
}

/** One reservation or one direct order, from its draft to its payout. Its `_id` is the order's id in the voucher's ledger. */
export interface Deal extends Aggregate {
  programmeId: string;
  /** The voucher user's. */
  institutionId: string;
  accountId: string;
  serviceId: string;
  title: string;
  /** An order without a reservation before it (SN 5.3 立即下单). */
  direct: boolean;
  status: DealStatus;
  /** Known once the deal was submitted: who serves, and what stood in the mall then. */
  providerInstitutionId?: string;
  providerAccountId?: string;
  service?: OrderableService;
  unit?: AdmittedUser;
  reservation: { draft: Form; submitted?: { at: Date; form: ReservationForm } };
  answers: Answer[];
  order: { draft: Form; placed?: PlacedOrder; refusal?: { reason: string; revision: number; at: Date } };
  dispute?: { reason: string; at: Date; revision: number };
  evaluation?: EvaluationForm & { at: Date };
  claim: { draft: Form; submitted?: { revision: number; at: Date; form: ClaimForm } };
  decisions: DealDecision[];
  /** What is paid of the voucher. */
  approvedFen?: Fen;
  /** Why a payout came back (F22). */
  reopened?: { reason: string; payoutId: string; at: Date };
  ended?: { at: Date; party?: DealParty; reason?: string; waitedFor?: DealWait };
  /** The month, in China, of the first placing, by which the use of direct orders is measured (F12). */
  orderMonth?: string;
}

export type DealFacts = Facts<Deal>;
export type Deals = AggregateStore<Deal>;

/** Opens the deals of this installation. */
export function openDeals(db: Db, relay: Relay): Deals {
  return aggregateStore<Deal>(db, 'deals', 'trade', relay);
}

/** Lists are read by user, by provider and by programme, each also by status; usage by programme and month. */
export async function ensureDealIndexes({ collection }: Deals): Promise<void> {
  await ensureIndexes(collection, [
    OUTBOX_INDEX,
    ...['accountId', 'providerAccountId', 'programmeId'].flatMap((owner) => [
      { keys: { [owner]: 1, _id: -1 } as const },
      { keys: { [owner]: 1, status: 1, _id: -1 } as const },
    ]),
    { keys: { status: 1, _id: -1 } },
    { keys: { programmeId: 1, orderMonth: 1 } },
  ]);
}

/** A deal that nobody but its user has seen. */
export function newDeal(
  of: Pick<Deal, 'programmeId' | 'institutionId' | 'accountId' | 'serviceId' | 'title' | 'direct'>,
): DealFacts {
  return {
    ...of,
    status: 'draft',
    reservation: { draft: {} },
    answers: [],
    order: { draft: {} },
    claim: { draft: {} },
    decisions: [],
  };
}

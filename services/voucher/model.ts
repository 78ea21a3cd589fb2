import type { Db } from 'mongodb';
import type { AdmittedUser, Balances, BudgetAccount, Fen, Posting, VoucherAccount } from '@kequan/contracts';
import {
  aggregateStore,
  ensureIndexes,
  OUTBOX_INDEX,
  type Aggregate,
  type AggregateStore,
  type Application,
  type Relay,
} from '@kequan/kit';

/** An application for a voucher: written, submitted, reviewed (SN 5.2). */
export interface VoucherApplication extends Aggregate {
  programmeId: string;
  institutionId: string;
  accountId: string;
  application: Application;
  /** The unit's basic information as it was at the last submission; the applicant cannot change it here (R20). */
  unit?: AdmittedUser;
  approvedFen?: Fen;
}

/** What a voucher keeps for one order. */
export interface Hold {
  orderId: string;
  amountFen: Fen;
  status: 'held' | 'released' | 'captured';
}

/** A voucher with its whole ledger. Its `_id` is its application's: there is never one without, and never a second (R17). */
export interface Voucher extends Aggregate {
  programmeId: string;
  institutionId: string;
  accountId: string;
  title: string;
  number: string;
  budgetId: string;
  status: 'usable' | 'expired' | 'returned';
  amountFen: Fen;
  balances: Balances<VoucherAccount>;
  postings: Posting[];
  holds: Hold[];
  expiresAt: Date;
}

/** The money of a programme in one year; its `_id` is `<programmeId>/<year>`. */
export interface Budget extends Aggregate {
  programmeId: string;
  year: number;
  grantedFen: Fen;
  balances: Balances<BudgetAccount>;
  /** The latest postings; older ones stand in the collection of postings. */
  journal: Posting[];
  /** How many postings were moved out of the journal. */
  foldedCount: number;
}

export type Applications = AggregateStore<VoucherApplication>;
export type Vouchers = AggregateStore<Voucher>;
export type Budgets = AggregateStore<Budget>;

export interface VoucherStores {
  applications: Applications;
  vouchers: Vouchers;
  budgets: Budgets;
}

/** Opens what this service keeps. */
export function openVoucherStores(db: Db, relay: Relay): VoucherStores {
  return {
    applications: aggregateStore<VoucherApplication>(db, 'applications', 'voucher', relay),
    vouchers: aggregateStore<Voucher>(db, 'vouchers', 'voucher', relay),
    budgets: aggregateStore<Budget>(db, 'budgets', 'voucher', relay),
  };
}

/** Lists are read by owner, by programme, and by institution. */
export async function ensureVoucherIndexes({
  applications,
  vouchers,
  budgets,
}: VoucherStores): Promise<void> {
  const lists = [
    OUTBOX_INDEX,
    { keys: { accountId: 1, _id: -1 } },
    { keys: { programmeId: 1, _id: -1 } },
  ] as const;
  await ensureIndexes(applications.collection, lists);
  await ensureIndexes(vouchers.collection, [
    ...lists,
    { keys: { number: 1 }, options: { unique: true } },
    { keys: { budgetId: 1, _id: 1 } },
  ]);
  await ensureIndexes(budgets.collection, [OUTBOX_INDEX]);
}

/** The id of a programme's budget of a year. */
export function budgetIdOf(programmeId: string, year: number): string {
  return `${programmeId}/${year}`;
}

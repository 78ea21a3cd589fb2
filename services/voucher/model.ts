import type { Connection } from 'mongoose';
import { HOLD_LIFE, statesIn, VOUCHER_LIFE, type AdmittedUser } from '@kequan/contracts';
import {
  aggregateSchema,
  aggregateStore,
  instant,
  listOf,
  mixed,
  oneOf,
  optional,
  part,
  text,
  whole,
  type AggregateStore,
  type Application,
  type DocumentOf,
  type Relay,
} from '@kequan/kit';
import { budgetBalances, posting, voucherBalances } from './ledger-fields';

/** An application for a voucher: written, submitted, reviewed (SN 5.2). Lists are read by owner and by programme. */
export const applicationSchema = aggregateSchema({
  programmeId: text,
  institutionId: text,
  accountId: text,
  application: mixed<Application>(),
  /** The unit's basic information as it was at the last submission; the applicant cannot change it here (R20). */
  unit: optional(mixed<AdmittedUser>()),
  approvedFen: optional(whole),
})
  .index({ accountId: 1, _id: -1 })
  .index({ programmeId: 1, _id: -1 });

/** What a voucher keeps for one order. */
const hold = part({ orderId: text, amountFen: whole, status: oneOf(statesIn(HOLD_LIFE)) });

/**
 * A voucher with its whole ledger. Its `_id` is its application's: there is never one without, and never a second (R17). Lists are
 * read by owner and by programme, and by the budget behind them.
 */
export const voucherSchema = aggregateSchema({
  programmeId: text,
  institutionId: text,
  accountId: text,
  title: text,
  /** A running number; that no other voucher has it, the numbers see to. */
  number: text,
  budgetId: text,
  status: oneOf(statesIn(VOUCHER_LIFE)),
  amountFen: whole,
  balances: voucherBalances,
  postings: listOf(posting),
  holds: listOf(hold),
  expiresAt: instant,
})
  .index({ accountId: 1, _id: -1 })
  .index({ programmeId: 1, _id: -1 })
  .index({ budgetId: 1, _id: 1 });

/** The money of a programme in one year; its `_id` is `<programmeId>/<year>`. */
export const budgetSchema = aggregateSchema({
  programmeId: text,
  year: whole,
  grantedFen: whole,
  balances: budgetBalances,
  /** The latest postings; older ones stand in the collection of postings. */
  journal: listOf(posting),
  /** How many postings were moved out of the journal. */
  foldedCount: whole,
});

export type VoucherApplication = DocumentOf<typeof applicationSchema>;
export type Voucher = DocumentOf<typeof voucherSchema>;
export type Hold = Voucher['holds'][number];
export type Budget = DocumentOf<typeof budgetSchema>;

export type Applications = AggregateStore<VoucherApplication>;
export type Vouchers = AggregateStore<Voucher>;
export type Budgets = AggregateStore<Budget>;

export interface VoucherStores {
  applications: Applications;
  vouchers: Vouchers;
  budgets: Budgets;
}

/** Opens what this service keeps. */
export function openVoucherStores(connection: Connection, relay: Relay): VoucherStores {
  return {
    applications: aggregateStore(connection, 'applications', applicationSchema, 'voucher', relay),
    vouchers: aggregateStore(connection, 'vouchers', voucherSchema, 'voucher', relay),
    budgets: aggregateStore(connection, 'budgets', budgetSchema, 'voucher', relay),
  };
}

/** The id of a programme's budget of a year. */
export function budgetIdOf(programmeId: string, year: number): string {
  return `${programmeId}/${year}`;
}

import type { Connection } from 'mongoose';
import {
  BUDGET_ACCOUNTS,
  budgetSide,
  issuedFen,
  replay,
  VOUCHER_ACCOUNTS,
  emptyBudget,
  emptyVoucher,
  type Balances,
  type LedgerAccount,
  type Posting,
} from '@kequan/contracts';
import { openModel } from '@kequan/kit';
import { allPostings, foldedPostings } from './folded-postings';
import { applicationSchema, budgetSchema, voucherSchema, type Budget, type Voucher } from './model';

/** Something that does not add up: where, and what. */
interface Difference {
  where: string;
  what: string;
}

/** One ledger as the audit saw it. */
interface AuditedLedger {
  where: string;
  postings: number;
  inFen: number;
  balances: Record<string, number>;
}

export interface AuditReport {
  ledgers: AuditedLedger[];
  differences: Difference[];
}

/**
 * Recomputes every voucher's and every budget's balances from its postings, and holds each budget against the vouchers
 * that it paid for, posting by posting.
 */
export async function audit(connection: Connection): Promise<AuditReport> {
  const report: AuditReport = { ledgers: [], differences: [] };
  // Vouchers first: a budget that is read after them has at least what they say.
  const vouchers = await openModel(connection, 'vouchers', voucherSchema)
    .find()
    .sort({ _id: 1 })
    .lean<Voucher[]>();
  const budgets = await openModel(connection, 'budgets', budgetSchema)
    .find()
    .sort({ _id: 1 })
    .lean<Budget[]>();
  for (const voucher of vouchers) report.ledgers.push(checkVoucher(voucher, report.differences));
  for (const budget of budgets) {
    const paidFor = vouchers.filter(({ budgetId }) => budgetId === budget._id);
    const postings = await allPostings(foldedPostings(connection), budget);
    report.ledgers.push(checkBudget(budget, postings, report.differences));
    checkSides(budget, postings, paidFor, report.differences);
    const issued = new Set(paidFor.map(({ _id }) => _id));
    await checkUnissued(connection, budget, unissued(postings, issued), report.differences);
  }
  const known = new Set(budgets.map(({ _id }) => _id));
  for (const { _id, budgetId } of vouchers)
    if (!known.has(budgetId)) report.differences.push({ where: _id, what: `no budget ${budgetId}` });
  return report;
}

/** What is taken and has no voucher belongs to an approval that is on its way. */
async function checkUnissued(
  connection: Connection,
  { _id: where }: Budget,
  applicationIds: string[],
  differences: Difference[],
): Promise<void> {
  const applications = openModel(connection, 'applications', applicationSchema);
  for (const applicationId of applicationIds) {
    const found = await applications.findOne({ _id: applicationId }).lean();
    if (found && ['underReview', 'approved'].includes(found.application.status)) continue;
    differences.push({ where, what: `${applicationId}: committed, and no voucher` });
  }
}

function checkVoucher(voucher: Voucher, differences: Difference[]): AuditedLedger {
  const { _id, number, balances, postings, amountFen } = voucher;
  const where = `${number} ${_id}`;
  const found = ledgerOf(where, emptyVoucher(), VOUCHER_ACCOUNTS, balances, postings, differences);
  if (found.inFen !== amountFen)
    differences.push({ where, what: `issued for ${amountFen}, postings say ${found.inFen}` });
  const heldFen = voucher.holds
    .filter(({ status }) => status === 'held')
    .reduce((sum, hold) => sum + hold.amountFen, 0);
  if (heldFen !== balances.held) differences.push({ where, what: `holds ${heldFen}, held ${balances.held}` });
  return found;
}

function checkBudget(budget: Budget, postings: Posting[], differences: Difference[]): AuditedLedger {
  const { _id: where, balances, grantedFen } = budget;
  const found = ledgerOf(where, emptyBudget(), BUDGET_ACCOUNTS, balances, postings, differences);
  if (found.inFen !== grantedFen)
    differences.push({ where, what: `granted ${grantedFen}, postings say ${found.inFen}` });
  return found;
}

function ledgerOf<A extends LedgerAccount>(
  where: string,
  empty: Balances<A>,
  accounts: readonly A[],
  balances: Balances<A>,
  postings: Posting[],
  differences: Difference[],
): AuditedLedger {
  const inFen = issuedFen(postings);
  if (new Set(postings.map(({ key }) => key)).size < postings.length)
    differences.push({ where, what: 'a key stands twice' });
  try {
    const recomputed = replay(empty, postings);
    for (const account of accounts)
      if (recomputed[account] !== balances[account])
        differences.push({
          where,
          what: `${account} is ${balances[account]}, its postings say ${recomputed[account]}`,
        });
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    differences.push({ where, what: error.message });
  }
  const sum = accounts.reduce((total, account) => total + balances[account], 0);
  if (sum !== inFen) differences.push({ where, what: `${inFen} came in, ${sum} is there` });
  return { where, postings: postings.length, inFen, balances };
}

/** Each voucher's posting that concerns its budget stands there by the same key, and nothing else does. */
function checkSides(
  budget: Budget,
  postings: Posting[],
  vouchers: Voucher[],
  differences: Difference[],
): void {
  const where = budget._id;
  const byKey = new Map(postings.map((posting) => [posting.key, posting]));
  const expected = new Set<string>();
  const expect = (from: string, to: string, { key, amountFen }: Posting): void => {
    expected.add(key);
    const side = byKey.get(key);
    if (side?.from === from && side.to === to && side.amountFen === amountFen) return;
    differences.push({ where, what: `${key}: ${amountFen} from ${from} to ${to} is not there` });
  };
  for (const voucher of vouchers)
    for (const posting of voucher.postings) {
      if (posting.from === 'outside') expect('available', 'committed', posting);
      const side = budgetSide(posting);
      if (side) expect(side.from, side.to, posting);
    }
  for (const { key, to, reference } of postings)
    if (!expected.has(key) && to === 'captured')
      differences.push({ where, what: `${key}: captured, and no voucher says so (${reference})` });
}

/** What is committed for an application, net of what was given back, and has no voucher. */
function unissued(postings: Posting[], issued: ReadonlySet<string>): string[] {
  const netFen = new Map<string, number>();
  for (const { from, to, amountFen, reference } of postings) {
    const sign = to === 'committed' ? 1 : from === 'committed' ? -1 : 0;
    netFen.set(reference, (netFen.get(reference) ?? 0) + sign * amountFen);
  }
  return [...netFen]
    .filter(([reference, fen]) => fen !== 0 && !issued.has(reference))
    .map(([reference]) => reference);
}

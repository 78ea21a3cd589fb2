import {
  emptyVoucher,
  event,
  failure,
  type CommitBudget,
  type IssuedVoucher,
  type IssueVoucher,
  type ReleaseBudget,
} from '@kequan/contracts';
import { judge } from '@kequan/kit';
import type { BudgetLedger } from './budget-ledger';
import { ofVoucher } from './events';
import { budgetIdOf, type Applications, type Voucher, type Vouchers } from './model';
import { expiryOf } from './rules';
import type { VoucherNumbers } from './voucher-numbers';
import type { YearGrantCounts } from './year-grants';

export interface IssuingParts {
  applications: Applications;
  vouchers: Vouchers;
  budget: BudgetLedger;
  yearGrants: YearGrantCounts;
  numbers: VoucherNumbers;
}

/**
 * Counts the grant to the unit's year and takes it out of the budget. A refusal takes the grant back, unless another attempt under
 * the same key has taken the money meanwhile; of any other failure it is not known what was done, and the process undoes it (M22).
 * @throws `CapExceeded`, `BudgetExhausted`
 */
export async function commitBudget({ budget, yearGrants }: IssuingParts, input: CommitBudget): Promise<void> {
  const { applicationId, key, programmeId, year, amountFen } = input;
  const budgetId = budgetIdOf(programmeId, year);
  await yearGrants.add(input, key, amountFen);
  try {
    await budget.move(budgetId, {
      key,
      from: 'available',
      to: 'committed',
      amountFen,
      at: new Date().toISOString(),
      reference: applicationId,
    });
  } catch (error) {
    if (judge(error) !== 'final') throw error;
    if (await budget.close(budgetId, key)) return;
    await yearGrants.remove(input, key);
    throw error;
  }
}

/** Gives back what a commitment took, and closes its key: an attempt of it that comes late takes nothing. Nothing to undo is fine. */
export async function releaseBudget(
  { budget, yearGrants }: IssuingParts,
  input: ReleaseBudget,
): Promise<void> {
  const { applicationId, key, commitKey, programmeId, year } = input;
  const budgetId = budgetIdOf(programmeId, year);
  const commitment = await budget.close(budgetId, commitKey);
  if (commitment)
    await budget.move(budgetId, {
      key,
      from: 'committed',
      to: 'available',
      amountFen: commitment.amountFen,
      at: new Date().toISOString(),
      reference: applicationId,
    });
  await yearGrants.remove(input, commitKey);
}

/**
 * Issues the voucher of an approved application: one, under the application's id (R17). Its first posting has the key of the
 * commitment that pays for it.
 * @throws `NotFound` when there is no such application, `NotUnderReview` when it is not approved
 */
export async function issueVoucher(
  { applications, vouchers, numbers }: IssuingParts,
  { applicationId, commitKey, year, amountFen, validityDays }: IssueVoucher,
): Promise<IssuedVoucher> {
  const { programmeId, institutionId, accountId, application, unit } = await applications.get(applicationId);
  if (application.status !== 'approved') throw failure('NotUnderReview');
  const issuedAt = new Date();
  const facts = {
    programmeId,
    institutionId,
    accountId,
    title: unit?.name ?? '',
    number: await numbers.take(programmeId, year, applicationId),
    budgetId: budgetIdOf(programmeId, year),
    status: 'usable' as const,
    amountFen,
    balances: { ...emptyVoucher(), available: amountFen },
    postings: [
      {
        key: commitKey,
        from: 'outside' as const,
        to: 'available' as const,
        amountFen,
        at: issuedAt.toISOString(),
        reference: applicationId,
      },
    ],
    holds: [],
    expiresAt: expiryOf(issuedAt, validityDays),
  };
  const { doc } = await vouchers.insert(applicationId, facts, {
    key: commitKey,
    events: [
      event('kequan.voucher.voucher-issued.v1', {
        ...ofVoucher({ ...facts, _id: applicationId }),
        amountFen,
        expiresAt: facts.expiresAt.toISOString(),
      }),
    ],
  });
  return issued(doc);
}

function issued({ _id, expiresAt }: Voucher): IssuedVoucher {
  return { voucherId: _id, expiresAtMs: expiresAt.getTime() };
}

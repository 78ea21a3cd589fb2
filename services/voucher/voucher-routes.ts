import { z } from 'zod';
import { BudgetView, failure, GrantBudget, Id, pageOf, VoucherQuery, VoucherView } from '@kequan/contracts';
import {
  allow,
  ofProgramme,
  pageById,
  requireOwn,
  requireReadable,
  route,
  type Caller,
  type Route,
} from '@kequan/kit';
import type { BudgetLedger } from './budget-ledger';
import { budgetIdOf, type Budgets } from './model';
import { returnThroughProcess, type SubmissionParts } from './submission';
import { budgetView, voucherView } from './views';

const user = allow.roles('voucherUser');
const readers = allow.roles('voucherUser', 'office', 'reviewer', 'finance', 'auditor', 'platformAdmin');
const money = allow.roles('finance', 'office', 'auditor', 'platformAdmin');
const VoucherParams = z.strictObject({ voucherId: Id });
const BudgetParams = z.strictObject({
  programmeId: z.string().regex(/^[a-z]{2,20}$/),
  year: z.coerce.number().int().min(2020).max(2100),
});

/** What holders and staff may ask about vouchers and budgets. */
export function voucherRoutes(parts: SubmissionParts & { budgets: Budgets; budget: BudgetLedger }): Route[] {
  const { vouchers, budgets, budget } = parts;

  return [
    route('GET /v1/vouchers', readers, {
      summary: 'My vouchers, or for staff those of the programme; newest first',
      query: VoucherQuery,
      answer: pageOf(VoucherView),
      handle: async ({ caller, query }) =>
        pageById(
          vouchers.model,
          caller.role === 'voucherUser' ? { accountId: caller.accountId } : ofProgramme(caller),
          query,
          voucherView,
        ),
    }),

    route('GET /v1/vouchers/:voucherId', allow.signedIn, {
      summary: 'One voucher with its ledger; for its holder and the staff of its programme',
      params: VoucherParams,
      answer: VoucherView,
      handle: async ({ caller, params }) => {
        const found = await vouchers.get(params.voucherId);
        requireReadable(caller, { ...found, ownerAccountId: found.accountId });
        return voucherView(found);
      },
    }),

    route('POST /v1/vouchers/:voucherId/return', user, {
      summary: 'Gives what is left back, so that others may use it',
      idempotencyKey: 'required',
      params: VoucherParams,
      answer: VoucherView,
      handle: async ({ caller, params, key }) => {
        const found = await vouchers.get(params.voucherId);
        requireOwn(caller, found.accountId);
        return voucherView(await returnThroughProcess(parts, found, key));
      },
    }),

    route('POST /v1/budgets/:programmeId/:year/grants', allow.roles('finance'), {
      summary: 'Grants money to the year of my programme',
      idempotencyKey: 'required',
      params: BudgetParams,
      body: GrantBudget,
      answer: BudgetView,
      status: 201,
      handle: async ({ caller, params, body, key }) => {
        requireOwnProgramme(caller, params.programmeId);
        const grant = { key: `grant:${key}`, amountFen: body.amountFen, grantedBy: caller.accountId };
        return budgetView(await budget.grant(params, grant));
      },
    }),

    route('GET /v1/budgets/:programmeId/:year', money, {
      summary: "A year's budget of my programme",
      params: BudgetParams,
      answer: BudgetView,
      handle: async ({ caller, params }) => {
        requireOwnProgramme(caller, params.programmeId);
        return budgetView(await budgets.get(budgetIdOf(params.programmeId, params.year)));
      },
    }),
  ];
}

/** @throws `NotFound` when the programme is another's; the platform administrator sees all */
function requireOwnProgramme(caller: Caller, programmeId: string): void {
  if (caller.role !== 'platformAdmin' && caller.programmeId !== programmeId) throw failure('NotFound');
}

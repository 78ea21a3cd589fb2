import type { BudgetView, VoucherApplicationView, VoucherView } from '@kequan/contracts';
import { applicationView, type Caller } from '@kequan/kit';
import type { Budget, Voucher, VoucherApplication } from './model';

/** An application as a caller sees it: what is only saved is its owner's alone (R03). */
export function voucherApplicationView(caller: Caller, of: VoucherApplication): VoucherApplicationView {
  const { _id, institutionId, programmeId, version, unit, approvedFen, application, accountId } = of;
  return {
    ...applicationView(application, caller.accountId === accountId ? 'owner' : 'others'),
    applicationId: _id,
    institutionId,
    programmeId,
    version,
    ...(unit && {
      unit: {
        name: unit.name,
        unitCode: unit.unitCode,
        userKind: unit.userKind,
        registeredOn: unit.registeredOn,
      },
    }),
    ...(approvedFen !== undefined && { approvedFen }),
  };
}

/** A voucher with its ledger. */
export function voucherView(voucher: Voucher): VoucherView {
  const { _id, number, institutionId, programmeId, status, amountFen, balances, holds, postings } = voucher;
  return {
    voucherId: _id,
    number,
    institutionId,
    programmeId,
    status,
    amountFen,
    balances,
    holds,
    postings: postings.map(({ from, to, amountFen: fen, at, reference }) => ({
      from,
      to,
      amountFen: fen,
      at,
      reference,
    })),
    expiresAt: voucher.expiresAt.toISOString(),
  };
}

/** A programme's money in one year. */
export function budgetView({ programmeId, year, grantedFen, balances }: Budget): BudgetView {
  return { programmeId, year, grantedFen, balances };
}

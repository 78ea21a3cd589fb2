import { emptyVoucher, event, newId } from '@kequan/contracts';
import { makeIndexes } from '@kequan/kit';
import { testStore, type TestStore } from '@kequan/kit/testing';
import { openBudgetLedger, type BudgetLedger } from '../budget-ledger';
import { budgetIdOf, openVoucherStores, type Voucher, type VoucherStores } from '../model';
import type { Ledgers } from '../voucher-ledger';

/** The stores of this service on a database of the test's own. */
export interface VoucherTestStore extends VoucherStores, Ledgers {
  store: TestStore;
  budget: BudgetLedger;
}

/** Opens the stores for a test. */
export async function voucherTestStore(): Promise<VoucherTestStore> {
  const store = await testStore();
  const stores = openVoucherStores(store.connection, store.relay);
  const budget = openBudgetLedger(store.connection, stores.budgets);
  await makeIndexes(store.connection);
  return { ...stores, store, budget };
}

const YEAR = 2026;

/** A budget of a programme of the test's own, with money. @returns the budget's id */
export async function grantedBudget({ budget }: VoucherTestStore, amountFen: number): Promise<string> {
  const programmeId = `test-${newId()}`;
  await budget.grant({ programmeId, year: YEAR }, { key: newId(), amountFen, grantedBy: newId() });
  return budgetIdOf(programmeId, YEAR);
}

/** A voucher with money, paid for by a budget that has just as much. */
export async function issuedVoucher(
  stores: VoucherTestStore,
  amountFen: number,
  changes: Partial<Voucher> = {},
): Promise<Voucher> {
  const budgetId = changes.budgetId ?? (await grantedBudget(stores, amountFen));
  const [programmeId = ''] = budgetId.split('/');
  const id = newId();
  const key = `issue:${id}`;
  const at = new Date().toISOString();
  await stores.budget.move(budgetId, {
    key,
    from: 'available',
    to: 'committed',
    amountFen,
    at,
    reference: id,
  });
  const institutionId = newId();
  const accountId = newId();
  const number = `T${id}`;
  const expiresAt = new Date(Date.now() + 3_600_000);
  const { doc } = await stores.vouchers.insert(
    id,
    {
      programmeId,
      institutionId,
      accountId,
      title: '西安秦科精密制造有限公司',
      number,
      budgetId,
      status: 'usable',
      amountFen,
      balances: { ...emptyVoucher(), available: amountFen },
      postings: [{ key, from: 'outside', to: 'available', amountFen, at, reference: id }],
      holds: [],
      expiresAt,
      ...changes,
    },
    {
      key,
      events: [
        event('kequan.voucher.voucher-issued.v1', {
          programmeId,
          institutionId,
          applicantAccountId: accountId,
          title: '',
          voucherId: id,
          number,
          amountFen,
          expiresAt: expiresAt.toISOString(),
        }),
      ],
    },
  );
  return doc;
}

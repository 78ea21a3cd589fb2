import type { Connection } from 'mongoose';
import {
  emptyBudget,
  event,
  Failure,
  failure,
  type Balances,
  type BudgetAccount,
  type Fen,
  type NewEvent,
  type Posting,
} from '@kequan/contracts';
import { allPostings, foldedPostings, foldJournal } from './folded-postings';
import { budgetIdOf, type Budget, type Budgets } from './model';
import { booking, sufficient } from './movement';

/** The ledger of budgets. A key moves money once, however often and however late it is tried again. */
export interface BudgetLedger {
  /** outside → available. The year's budget begins with its first grant. @throws `IdempotencyKeyReused` for another amount */
  grant(to: { programmeId: string; year: number }, by: BudgetGrant): Promise<Budget>;
  /** Moves money between accounts. @throws `BudgetExhausted` when `from` has less, or the key was closed */
  move(budgetId: string, posting: Posting): Promise<void>;
  /** From now on the key moves nothing, however late an attempt of it comes. @returns the posting that it had made before */
  close(budgetId: string, key: string): Promise<Posting | undefined>;
  /** All postings of a budget, in their order, with the balances that the same document tells. */
  all(budgetId: string): Promise<{ budget: Budget; postings: Posting[] }>;
  /** Moves the journal out of the document, so that it stays small. */
  fold(budgetId: string): Promise<void>;
}

interface BudgetGrant {
  key: string;
  amountFen: Fen;
  grantedBy: string;
}

/** A journal of this many postings is moved out of its document. */
const LONG_JOURNAL = 64;

/** Opens the ledger of budgets. */
export function openBudgetLedger(connection: Connection, budgets: Budgets): BudgetLedger {
  const folded = foldedPostings(connection);

  async function begun(programmeId: string, year: number): Promise<string> {
    const id = budgetIdOf(programmeId, year);
    await budgets.insert(id, beginning(programmeId, year), { key: 'begin' });
    return id;
  }

  async function standing({ _id, journal }: Budget, key: string): Promise<Posting | undefined> {
    return journal.find((one) => one.key === key) ?? (await folded.find(_id, key));
  }

  /**
   * One conditional write. A budget is many firms', so it is not bound to a version: enough must lie there, and the key must not
   * stand. That it does not stand among the folded postings was seen before the write; so that holds only while nothing was folded
   * since.
   */
  async function book(
    id: string,
    posting: Posting,
    also: { inc?: object; events?: NewEvent[] } = {},
  ): Promise<Budget> {
    const { key } = posting;
    const budget = await budgets.change(id, {
      key,
      async plan(found) {
        if (await standing(found, key)) return undefined;
        if (posting.from !== 'outside' && availableIn(found.balances, posting.from) < posting.amountFen)
          throw failure('BudgetExhausted');
        const change = booking<Budget>('journal', { postings: [posting] });
        return {
          expect: {
            ...sufficient<Budget>([posting]),
            foldedCount: found.foldedCount,
            'journal.key': { $ne: key },
          },
          change: { ...change, $inc: { ...change.$inc, ...also.inc } },
          events: also.events ?? [],
        };
      },
    });
    if (budget.journal.length >= LONG_JOURNAL) await foldJournal(budgets, folded, id);
    return budget;
  }

  return {
    fold: (budgetId) => foldJournal(budgets, folded, budgetId),
    async grant({ programmeId, year }, { key, amountFen, grantedBy }) {
      const id = await begun(programmeId, year);
      const posting = {
        key,
        from: 'outside' as const,
        to: 'available' as const,
        amountFen,
        at: new Date().toISOString(),
        reference: grantedBy,
      };
      const told = event('kequan.voucher.budget-granted.v1', { programmeId, year, amountFen, grantedBy });
      const budget = await book(id, posting, { inc: { grantedFen: amountFen }, events: [told] });
      const stands = await standing(budget, key);
      if (stands?.amountFen !== amountFen) throw failure('IdempotencyKeyReused');
      return budget;
    },
    async move(budgetId, posting) {
      try {
        if (!(await standing(await book(budgetId, posting), posting.key))) throw failure('BudgetExhausted');
      } catch (error) {
        // A year to which nobody has granted anything has no budget yet.
        throw error instanceof Failure && error.code === 'NotFound' ? failure('BudgetExhausted') : error;
      }
    },
    async close(budgetId, key) {
      if (!(await budgets.find(budgetId))) return undefined;
      const plan = async (found: Budget) => ((await standing(found, key)) ? undefined : {});
      return standing(await budgets.change(budgetId, { key, plan }), key);
    },
    async all(budgetId) {
      const budget = await budgets.get(budgetId);
      return { budget, postings: await allPostings(folded, budget) };
    },
  };
}

function beginning(programmeId: string, year: number) {
  return { programmeId, year, grantedFen: 0, balances: emptyBudget(), journal: [], foldedCount: 0 };
}

function availableIn(balances: Balances<BudgetAccount>, account: string): Fen {
  return account in balances ? balances[account as BudgetAccount] : 0;
}

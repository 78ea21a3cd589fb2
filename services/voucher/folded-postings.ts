import type { Connection } from 'mongoose';
import type { Posting } from '@kequan/contracts';
import { documentSchema, openModel, text, whole } from '@kequan/kit';
import { POSTING } from './ledger-fields';
import type { Budget, Budgets } from './model';

/** A posting that was moved out of its budget's journal. */
const foldedPosting = documentSchema({
  /** `<budgetId>:<key>`: a key stands once, for ever. */
  _id: text,
  budgetId: text,
  /** Its place in the budget's ledger, from 0. */
  place: whole,
  ...POSTING,
}).index({ budgetId: 1, place: 1 });

/** The older postings of all budgets. */
export interface FoldedPostings {
  find(budgetId: string, key: string): Promise<Posting | undefined>;
  /** Copies postings, the first one to a place; those that stand already are left as they are. */
  copy(budgetId: string, postings: readonly Posting[], firstPlace: number): Promise<void>;
  /** The first `count` postings of a budget, in their order. */
  first(budgetId: string, count: number): Promise<Posting[]>;
}

/** Opens the older postings of a database. */
export function foldedPostings(connection: Connection): FoldedPostings {
  const rows = openModel(connection, 'postings', foldedPosting);
  return {
    async find(budgetId, key) {
      return (await rows.findOne({ _id: `${budgetId}:${key}` }).lean()) ?? undefined;
    },
    async copy(budgetId, postings, firstPlace) {
      await rows.bulkWrite(
        postings.map((posting, index) => ({
          updateOne: {
            filter: { _id: `${budgetId}:${posting.key}` },
            update: { $setOnInsert: { ...posting, budgetId, place: firstPlace + index } },
            upsert: true,
          },
        })),
      );
    },
    first: (budgetId, count) =>
      rows
        .find({ budgetId, place: { $lt: count } })
        .sort({ place: 1 })
        .lean(),
  };
}

/**
 * Copies a budget's journal, then takes out of it what was copied. A crash between the two, or another that folds the same,
 * copies the same rows to the same places again.
 */
export async function foldJournal(budgets: Budgets, folded: FoldedPostings, budgetId: string): Promise<void> {
  const { journal, foldedCount } = await budgets.get(budgetId);
  if (journal.length === 0) return;
  await folded.copy(budgetId, journal, foldedCount);
  await budgets.model.updateOne(
    { _id: budgetId, foldedCount },
    {
      $pull: { journal: { key: { $in: journal.map(({ key }) => key) } } },
      $inc: { foldedCount: journal.length },
    },
  );
}

/** All postings of a budget in their order. What is copied and stands in the journal still counts once. */
export async function allPostings(
  folded: FoldedPostings,
  { _id, foldedCount, journal }: Budget,
): Promise<Posting[]> {
  return [...(await folded.first(_id, foldedCount)), ...journal];
}

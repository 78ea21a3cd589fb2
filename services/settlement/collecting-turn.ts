import type { Connection } from 'mongoose';
import { documentSchema, insertOnce, instant, openModel, text, type DocumentModel } from '@kequan/kit';

/** Longer than a batch collects, if nothing is in its way; after it, a batch that was killed on the way holds up nobody. */
const TURN_MS = 60_000;

const turnSchema = documentSchema({ _id: text, batchId: text, endsAt: instant });
interface Turn {
  _id: string;
  batchId: string;
  endsAt: Date;
}

/** Whose turn it is to collect what is due in a programme; `_id` is the programme's. */
export type CollectingTurns = DocumentModel<Turn>;

export function openCollectingTurns(connection: Connection): CollectingTurns {
  return openModel(connection, 'collectingTurns', turnSchema);
}

/**
 * Takes a programme's turn for a batch. Of several that begin at once one has it, and takes all that is due; the others find
 * nothing (M29). It spares them the race; that a line is in one batch alone, its own conditional write sees to.
 * @returns whether the turn is this batch's
 */
export async function takeTurn(
  turns: CollectingTurns,
  programmeId: string,
  batchId: string,
): Promise<boolean> {
  const now = new Date();
  const turn = { batchId, endsAt: new Date(now.getTime() + TURN_MS) };
  if (await insertOnce(turns, { _id: programmeId, ...turn })) return true;
  const { matchedCount } = await turns.updateOne(
    { _id: programmeId, $or: [{ batchId }, { endsAt: { $lte: now } }] },
    { $set: turn },
  );
  return matchedCount === 1;
}

/** Gives the turn back; fine when it is another's. */
export async function endTurn(turns: CollectingTurns, programmeId: string, batchId: string): Promise<void> {
  await turns.deleteOne({ _id: programmeId, batchId });
}

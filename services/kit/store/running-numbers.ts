import type { Connection } from 'mongoose';
import { openModel } from './connection';
import { text, whole } from './fields';
import { insertOnce } from './insert-once';
import { documentSchema, type DocumentOf } from './schema';

/** A number that is taken: `<series>/<no>`. It is never changed and never removed. */
const numberSchema = documentSchema({ _id: text, series: text, no: whole, ownerId: text }).index({
  series: 1,
  no: -1,
});

/** Which number an owner, who is the `_id`, is after; it is his when the number's document names him. */
const claimSchema = documentSchema({ _id: text, series: text, no: whole });
type Claim = DocumentOf<typeof claimSchema>;

/** How many numbers behind a lost one are looked at in one go. */
const LOOK_AHEAD = 100;

/** A number within a series (of a programme and a year). */
export interface RunningNumber {
  series: string;
  no: number;
}

/** Numbers that people read: 1, 2, 3, … in each series, without a gap and without a twin. */
export interface RunningNumbers {
  /** The owner's number for ever: taken in the series of the first call, the same at every later one. */
  take(series: string, ownerId: string): Promise<RunningNumber>;
}

/**
 * The running numbers of one kind (vouchers, entry notices), unique across shards by `_id` alone. An owner first claims the number
 * that follows the last one; the document of the number decides whose it is. There is one claim per owner, and it moves on only
 * when another has the number for good: so an owner never gets two. A claim that a crash left takes nothing from others, and a
 * retry goes on from it: so there is no gap.
 */
export function runningNumbers(connection: Connection, kind: string): RunningNumbers {
  const numbers = openModel(connection, `numbers_${kind}`, numberSchema);
  const claims = openModel(connection, `numberClaims_${kind}`, claimSchema);

  async function following(series: string): Promise<number> {
    const last = await numbers.findOne({ series }).sort({ no: -1 }).lean();
    return (last?.no ?? 0) + 1;
  }

  async function claimOf(ownerId: string, series: string): Promise<Claim> {
    const found = await claims.findOne({ _id: ownerId }).lean();
    if (found) return found;
    const claim = { _id: ownerId, series, no: await following(series) };
    return (await insertOnce(claims, claim)) ? claim : claimOf(ownerId, series);
  }

  /** Whether the number went to this claim now; else it has an owner already, who may be the same. */
  function won({ _id: ownerId, series, no }: Claim): Promise<boolean> {
    return insertOnce(numbers, { _id: `${series}/${no}`, series, no, ownerId });
  }

  /** What the owner is after when another has the number of his claim for good. */
  async function movedTo(no: number, claim: Claim): Promise<Claim> {
    const { _id, no: lost, series } = claim;
    const moved = await claims
      .findOneAndUpdate({ _id, no: lost }, { $set: { no } }, { returnDocument: 'after' })
      .lean();
    // He himself was faster, elsewhere.
    return moved ?? claimOf(_id, series);
  }

  return {
    async take(series, ownerId) {
      let claim = await claimOf(ownerId, series);
      while (!(await won(claim))) {
        const taken = await numbers
          .find({ series: claim.series, no: { $gte: claim.no } })
          .sort({ no: 1 })
          .limit(LOOK_AHEAD)
          .lean();
        const [holder, last] = [taken[0], taken.at(-1)];
        // Written, and not yet by a majority: that may still come to nothing.
        if (holder?.no !== claim.no || !last) continue;
        if (holder.ownerId === ownerId) break;
        claim = await movedTo(last.no + 1, claim);
      }
      return { series: claim.series, no: claim.no };
    },
  };
}

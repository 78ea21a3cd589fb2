import type { Connection } from 'mongoose';
import { failure, programmeOf, type Fen } from '@kequan/contracts';
import {
  documentSchema,
  isDuplicateKey,
  listOf,
  openModel,
  part,
  text,
  whole,
  type DocumentOf,
} from '@kequan/kit';
import { requireWithinYearCap } from './rules';

/** What one unit was granted in one year (R18). */
const yearGrants = documentSchema({
  /** `<programmeId>/<year>/<institutionId>` */
  _id: text,
  grantedFen: whole,
  grants: listOf(part({ key: text, amountFen: whole })),
});
type YearGrants = DocumentOf<typeof yearGrants>;

interface UnitYear {
  programmeId: string;
  year: number;
  institutionId: string;
}

/** Counts what each unit is granted in a year, so that two applications at once cannot pass the cap together (R18). */
export interface YearGrantCounts {
  grantedFen(unit: UnitYear): Promise<Fen>;
  /** Counts a grant; the same key counts once. @throws `CapExceeded` */
  add(unit: UnitYear, key: string, amountFen: Fen): Promise<void>;
  /** Takes a grant back; one that is not there is fine. */
  remove(unit: UnitYear, key: string): Promise<void>;
}

/** Opens the counts of a database. */
export function openYearGrants(connection: Connection): YearGrantCounts {
  const counts = openModel(connection, 'yearGrants', yearGrants);
  const idOf = ({ programmeId, year, institutionId }: UnitYear): string =>
    `${programmeId}/${year}/${institutionId}`;

  async function of(unit: UnitYear): Promise<YearGrants> {
    const _id = idOf(unit);
    return (await counts.findOne({ _id }).lean()) ?? { _id, grantedFen: 0, grants: [] };
  }

  async function add(unit: UnitYear, key: string, amountFen: Fen): Promise<void> {
    const found = await of(unit);
    if (found.grants.some((one) => one.key === key)) return;
    requireWithinYearCap(unit.programmeId, found.grantedFen, amountFen);
    const most = programmeOf(unit.programmeId).voucher.capPerYearFen.value - amountFen;
    try {
      await counts.updateOne(
        { _id: found._id, grantedFen: { $lte: most }, 'grants.key': { $ne: key } },
        {
          $inc: { grantedFen: amountFen },
          $push: { grants: { key, amountFen } },
        },
        { upsert: true },
      );
    } catch (error) {
      // The count is there, and what it must be is not so: another grant came first, or this one did.
      if (!isDuplicateKey(error)) throw error;
      const now = await of(unit);
      if (now.grants.some((one) => one.key === key)) return;
      requireWithinYearCap(unit.programmeId, now.grantedFen, amountFen);
      throw failure('Unavailable');
    }
  }

  return {
    add,
    async grantedFen(unit) {
      return (await of(unit)).grantedFen;
    },
    async remove(unit, key) {
      const grant = (await of(unit)).grants.find((one) => one.key === key);
      if (!grant) return;
      await counts.updateOne(
        { _id: idOf(unit), 'grants.key': key },
        {
          $inc: { grantedFen: -grant.amountFen },
          $pull: { grants: { key } },
        },
      );
    },
  };
}

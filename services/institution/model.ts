import type { Db } from 'mongodb';
import type { OnboardingStage, TrackName } from '@kequan/contracts';
import {
  aggregateStore,
  ensureIndexes,
  OUTBOX_INDEX,
  type Aggregate,
  type AggregateStore,
  type Application,
  type Relay,
} from '@kequan/kit';

/** A provider or voucher user on its way to be listed or admitted, and afterwards. */
export interface Institution extends Aggregate {
  programmeId: string;
  track: TrackName;
  ownerAccountId: string;
  /** The primary account that allocated the owner's, in a track with two levels of accounts. */
  primaryAccountId?: string;
  /** The unit's name as submitted last; empty until then. */
  name: string;
  /** The unit code as submitted last, as the value under which it is taken (R16). */
  unitCode?: string;
  /** The unit codes that it was ever approved with: its own for ever, so that nobody else gets vouchers under them. */
  approvedUnitCodes?: string[];
  stages: Partial<Record<OnboardingStage, Application>>;
  /** Whether the shop takes vouchers (创新券店铺): after the entry notice. */
  voucherShop: boolean;
  entryNotice?: { number?: string; publishedAt: Date };
}

export type Institutions = AggregateStore<Institution>;

/** Opens the institutions of this installation. */
export function openInstitutions(db: Db, relay: Relay): Institutions {
  return aggregateStore<Institution>(db, 'institutions', 'institution', relay);
}

/** Lists are read within a programme; entry notices by when they were published. */
export async function ensureInstitutionIndexes({ collection }: Institutions): Promise<void> {
  const published = { partialFilterExpression: { 'entryNotice.publishedAt': { $exists: true } } };
  await ensureIndexes(collection, [
    OUTBOX_INDEX,
    { keys: { ownerAccountId: 1 } },
    { keys: { primaryAccountId: 1, _id: -1 } },
    { keys: { programmeId: 1, _id: -1 } },
    { keys: { programmeId: 1, 'entryNotice.publishedAt': -1, _id: -1 }, options: published },
    { keys: { 'entryNotice.publishedAt': -1, _id: -1 }, options: published },
  ]);
}

import type { Db } from 'mongodb';
import type { ProviderTrackName, RecordKind } from '@kequan/contracts';
import {
  aggregateStore,
  ensureIndexes,
  OUTBOX_INDEX,
  type Aggregate,
  type AggregateStore,
  type Application,
  type Form,
  type Relay,
} from '@kequan/kit';

/** What a provider records of itself (SN 4.2, 4.3): an instrument, an accreditation, a capability. */
export interface ProviderRecord extends Aggregate {
  programmeId: string;
  institutionId: string;
  ownerAccountId: string;
  track: ProviderTrackName;
  kind: RecordKind;
  application: Application;
  /** What was approved last: what the public sees while the record is approved. */
  listing?: Form;
  /** Set by an approval: whether it is a large instrument (R12). */
  large?: boolean;
  /** Set while its provider's shop is closed: hidden from the public. */
  shopClosed?: boolean;
}

export type ProviderRecords = AggregateStore<ProviderRecord>;

/** Opens the records of this installation. */
export function openRecords(db: Db, relay: Relay): ProviderRecords {
  return aggregateStore<ProviderRecord>(db, 'records', 'catalog', relay);
}

/** Lists are read by kind within an owner, a programme, or among what is approved; large instruments by institution. */
export async function ensureRecordIndexes({ collection }: ProviderRecords): Promise<void> {
  await ensureIndexes(collection, [
    OUTBOX_INDEX,
    { keys: { ownerAccountId: 1, kind: 1, _id: -1 } },
    { keys: { programmeId: 1, kind: 1, _id: -1 } },
    { keys: { kind: 1, 'application.status': 1, programmeId: 1, _id: -1 } },
    { keys: { institutionId: 1, kind: 1, 'application.status': 1, large: 1 } },
  ]);
}

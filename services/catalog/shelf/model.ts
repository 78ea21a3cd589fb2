import type { Db } from 'mongodb';
import type { InstrumentFacts } from '@kequan/contracts';
import {
  aggregateStore,
  ensureIndexes,
  OUTBOX_INDEX,
  type Aggregate,
  type AggregateStore,
  type Relay,
} from '@kequan/kit';

/** An instrument of the outside system that a unit has chosen for its shop (JS step 3 选择仪器). */
export interface ShelvedInstrument extends Aggregate {
  programmeId: string;
  institutionId: string;
  ownerAccountId: string;
  primaryAccountId: string;
  /** The legal person that owns it, and what the outside system told of it when it was chosen. */
  legalPersonId: string;
  facts: InstrumentFacts;
  status: 'shelved' | 'takenOff';
}

export type Shelf = AggregateStore<ShelvedInstrument>;

/** Opens the shelf of this installation. */
export function openShelf(db: Db, relay: Relay): Shelf {
  return aggregateStore<ShelvedInstrument>(db, 'shelf', 'catalog', relay);
}

/** Owners, their primary accounts and the staff of a programme each read theirs. */
export async function ensureShelfIndexes({ collection }: Shelf): Promise<void> {
  await ensureIndexes(collection, [
    OUTBOX_INDEX,
    { keys: { ownerAccountId: 1, _id: -1 } },
    { keys: { primaryAccountId: 1, _id: -1 } },
    { keys: { programmeId: 1, _id: -1 } },
    { keys: { legalPersonId: 1, status: 1 } },
  ]);
}

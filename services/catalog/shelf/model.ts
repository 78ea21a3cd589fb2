import type { Connection } from 'mongoose';
import type { InstrumentFacts } from '@kequan/contracts';
import {
  aggregateSchema,
  aggregateStore,
  mixed,
  oneOf,
  text,
  type AggregateStore,
  type DocumentOf,
  type Relay,
} from '@kequan/kit';

/**
 * An instrument of the outside system that a unit has chosen for its shop (JS step 3 选择仪器). Owners, their primary accounts and
 * the staff of a programme each read theirs.
 */
const shelvedInstrumentSchema = aggregateSchema({
  programmeId: text,
  institutionId: text,
  ownerAccountId: text,
  primaryAccountId: text,
  /** The legal person that owns it. */
  legalPersonId: text,
  /** What the outside system told of it when it was chosen. */
  facts: mixed<InstrumentFacts>(),
  status: oneOf(['shelved', 'takenOff']),
})
  .index({ ownerAccountId: 1, _id: -1 })
  .index({ primaryAccountId: 1, _id: -1 })
  .index({ programmeId: 1, _id: -1 })
  .index({ legalPersonId: 1, status: 1 });

export type ShelvedInstrument = DocumentOf<typeof shelvedInstrumentSchema>;
export type Shelf = AggregateStore<ShelvedInstrument>;

/** Opens the shelf of this installation. */
export function openShelf(connection: Connection, relay: Relay): Shelf {
  return aggregateStore(connection, 'shelf', shelvedInstrumentSchema, 'catalog', relay);
}

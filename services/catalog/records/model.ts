import type { Connection } from 'mongoose';
import { ProviderTrackName, RecordKind } from '@kequan/contracts';
import {
  aggregateSchema,
  aggregateStore,
  flag,
  mixed,
  oneOf,
  optional,
  text,
  type AggregateStore,
  type Application,
  type DocumentOf,
  type Form,
  type Relay,
} from '@kequan/kit';

/**
 * What a provider records of itself (SN 4.2, 4.3): an instrument, an accreditation, a capability. Lists are read by kind within an
 * owner, a programme, or among what is approved; large instruments by institution.
 */
const providerRecordSchema = aggregateSchema({
  programmeId: text,
  institutionId: text,
  ownerAccountId: text,
  track: oneOf(ProviderTrackName.options),
  kind: oneOf(RecordKind.options),
  application: mixed<Application>(),
  /** What was approved last: what the public sees while the record is approved. */
  listing: optional(mixed<Form>()),
  /** Set by an approval: whether it is a large instrument (R12). */
  large: optional(flag),
  /** Set while its provider's shop is closed: hidden from the public. */
  shopClosed: optional(flag),
})
  .index({ ownerAccountId: 1, kind: 1, _id: -1 })
  .index({ programmeId: 1, kind: 1, _id: -1 })
  .index({ kind: 1, 'application.status': 1, programmeId: 1, _id: -1 })
  .index({ institutionId: 1, kind: 1, 'application.status': 1, large: 1 });

export type ProviderRecord = DocumentOf<typeof providerRecordSchema>;
export type ProviderRecords = AggregateStore<ProviderRecord>;

/** Opens the records of this installation. */
export function openRecords(connection: Connection, relay: Relay): ProviderRecords {
  return aggregateStore(connection, 'records', providerRecordSchema, 'catalog', relay);
}

import type { Connection } from 'mongoose';
import { ProviderTrackName, ServiceKind, type ServiceForm } from '@kequan/contracts';
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
  type Relay,
} from '@kequan/kit';

/**
 * A service that a provider offers: written, reviewed, listed. The mall is read by programme and voucher among what is listed;
 * lists of owners and staff by theirs.
 */
const offeredServiceSchema = aggregateSchema({
  programmeId: text,
  institutionId: text,
  ownerAccountId: text,
  /** The primary account that allocated the owner's, when one did. */
  primaryAccountId: optional(text),
  track: oneOf(ProviderTrackName.options),
  kind: oneOf(ServiceKind.options),
  application: mixed<Application>(),
  /** What was approved last: what the mall shows. */
  listing: optional(mixed<ServiceForm>()),
  /** Whether it may be paid with vouchers (R09). */
  voucher: flag,
  /** Set while its provider's shop is closed: hidden from the public. */
  shopClosed: optional(flag),
})
  .index({ ownerAccountId: 1, _id: -1 })
  .index({ primaryAccountId: 1, _id: -1 })
  .index({ institutionId: 1, 'application.status': 1, _id: -1 })
  .index({ programmeId: 1, _id: -1 })
  .index({ 'application.status': 1, _id: -1 })
  .index({ 'application.status': 1, programmeId: 1, voucher: 1, _id: -1 });

export type OfferedService = DocumentOf<typeof offeredServiceSchema>;
export type OfferedServices = AggregateStore<OfferedService>;

/** Opens the services of this installation. */
export function openServices(connection: Connection, relay: Relay): OfferedServices {
  return aggregateStore(connection, 'services', offeredServiceSchema, 'catalog', relay);
}

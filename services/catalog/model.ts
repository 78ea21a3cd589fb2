import type { Db } from 'mongodb';
import type { ServiceForm, ServiceKind, ProviderTrackName } from '@kequan/contracts';
import {
  aggregateStore,
  ensureIndexes,
  OUTBOX_INDEX,
  type Aggregate,
  type AggregateStore,
  type Application,
  type Relay,
} from '@kequan/kit';

/** A service that a provider offers: written, reviewed, listed. */
export interface OfferedService extends Aggregate {
  programmeId: string;
  institutionId: string;
  ownerAccountId: string;
  /** The primary account that allocated the owner's, when one did. */
  primaryAccountId?: string;
  track: ProviderTrackName;
  kind: ServiceKind;
  application: Application;
  /** What was approved last: what the mall shows. */
  listing?: ServiceForm;
  /** Whether it may be paid with vouchers (R09). */
  voucher: boolean;
  /** Set while its provider's shop is closed: hidden from the public. */
  shopClosed?: boolean;
}

export type OfferedServices = AggregateStore<OfferedService>;

/** Opens the services of this installation. */
export function openServices(db: Db, relay: Relay): OfferedServices {
  return aggregateStore<OfferedService>(db, 'services', 'catalog', relay);
}

/** The mall is read by programme and voucher among what is listed; lists of owners and staff by theirs. */
export async function ensureServiceIndexes({ collection }: OfferedServices): Promise<void> {
  await ensureIndexes(collection, [
    OUTBOX_INDEX,
    { keys: { ownerAccountId: 1, _id: -1 } },
    { keys: { primaryAccountId: 1, _id: -1 } },
    { keys: { institutionId: 1, 'application.status': 1, _id: -1 } },
    { keys: { programmeId: 1, _id: -1 } },
    { keys: { 'application.status': 1, _id: -1 } },
    { keys: { 'application.status': 1, programmeId: 1, voucher: 1, _id: -1 } },
  ]);
}

import { failure, type CreateDeal } from '@kequan/contracts';
import type { Caller, Creations } from '@kequan/kit';
import type { DirectOrderSwitches } from './direct-order-switch';
import type { Listings } from './listings';
import { newDeal, type Deal, type Deals } from './model';

export interface BeginningParts {
  deals: Deals;
  creations: Creations;
  listings: Listings;
  switches: DirectOrderSwitches;
}

/**
 * Begins a reservation, or a direct order while these are taken (R23), of a listed service (R05). Whose institution it is, the
 * submission asks of institution.
 * @param key the call's idempotency key
 * @throws `ServiceNotOrderable`, `DirectOrdersClosed`, `IdempotencyKeyReused`
 */
export async function beginDeal(
  { deals, creations, listings, switches }: BeginningParts,
  { accountId, programmeId }: Caller,
  content: CreateDeal,
  key: string,
  direct: boolean,
): Promise<Deal> {
  if (direct && !(await switches.isOpen(programmeId, new Date()))) throw failure('DirectOrdersClosed');
  const listing = await listings.find(content.serviceId, programmeId);
  if (!listing) throw failure('ServiceNotOrderable');
  const facts = newDeal({ ...content, programmeId, accountId, title: listing.title, direct });
  const { doc } = await deals.insert(await creations.idFor(key, content), facts, { key: 'create' });
  return doc;
}

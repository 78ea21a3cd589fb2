import type { EventHandler } from '@kequan/kit';
import type { OfferedServices } from './model';
import { shopClosedIn, shopOpenedIn } from './provider-facts';
import type { ProviderRecords } from './records/model';

/** Hides what a provider shows while what was approved of it is taken back, and shows it again after it has passed (R05). */
export function shopDoors(services: OfferedServices, records: ProviderRecords): EventHandler {
  return async (event) => {
    const closed = shopClosedIn(event);
    const institutionId = closed ?? shopOpenedIn(event)?._id;
    if (institutionId === undefined) return;
    const change = closed ? { $set: { shopClosed: true } } : { $unset: { shopClosed: '' as const } };
    await services.model.updateMany({ institutionId }, change);
    await records.model.updateMany({ institutionId }, change);
  };
}

import { failure, type OrderableService } from '@kequan/contracts';
import type { OfferedService } from './model';

/** A service as an order may name it: listed now, in this programme (R05). @throws `ServiceNotOrderable` */
export function orderableOf(service: OfferedService | undefined, programmeId: string): OrderableService {
  const { listing, application } = service ?? {};
  if (!service || !listing || application?.status !== 'approved' || service.programmeId !== programmeId)
    throw failure('ServiceNotOrderable');
  const { _id: serviceId, institutionId, ownerAccountId: providerAccountId, kind, voucher } = service;
  const { name: title, priceFen, priceUnit } = listing;
  return { serviceId, institutionId, providerAccountId, title, kind, priceFen, priceUnit, voucher };
}

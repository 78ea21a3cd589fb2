import { Failure, failure, type OrderableService } from '@kequan/contracts';
import { judge } from '@kequan/kit';
import type { OfferedService } from './model';
import { exclusionOf } from './payable';
import { requireInstrument, type InstrumentSources } from './instrument-sources';

/** A shared instrument must be one that may be shared now (R05). @throws `ServiceNotOrderable` */
export async function requireSharedNow(
  instruments: InstrumentSources,
  service: OfferedService,
): Promise<void> {
  try {
    await requireInstrument(instruments, service, service.listing ?? {});
  } catch (error) {
    // Not of what may pass: the step waits for that.
    throw error instanceof Failure && judge(error) === 'final' ? failure('ServiceNotOrderable') : error;
  }
}

/** A service as an order may name it: listed now, in this programme (R05). @throws `ServiceNotOrderable` */
export function orderableOf(service: OfferedService | undefined, programmeId: string): OrderableService {
  const { listing, application } = service ?? {};
  if (
    !service ||
    !listing ||
    application?.status !== 'approved' ||
    service.programmeId !== programmeId ||
    service.shopClosed
  )
    throw failure('ServiceNotOrderable');
  const { _id: serviceId, institutionId, ownerAccountId: providerAccountId, kind, voucher } = service;
  const { name: title, priceFen, priceUnit } = listing;
  const excluded = exclusionOf(service);
  const told = { serviceId, institutionId, providerAccountId, title, kind, priceFen, priceUnit };
  return { ...told, voucher: voucher && excluded === undefined, ...(excluded && { excluded }) };
}

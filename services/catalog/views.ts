import type { MallServiceView, ServiceView } from '@kequan/contracts';
import { applicationView, type Caller } from '@kequan/kit';
import type { OfferedService } from './model';

/** A service as its owner and its reviewers see it. */
export function serviceView(service: OfferedService, caller: Caller): ServiceView {
  const seenBy = service.ownerAccountId === caller.accountId ? 'owner' : 'others';
  return {
    ...applicationView(service.application, seenBy),
    serviceId: service._id,
    institutionId: service.institutionId,
    programmeId: service.programmeId,
    version: service.version,
    kind: service.kind,
    voucher: service.voucher,
  };
}

/** A listed service as everybody sees it. @throws TypeError when it was never approved */
export function mallView({
  _id,
  institutionId,
  programmeId,
  kind,
  voucher,
  listing,
}: OfferedService): MallServiceView {
  if (!listing) throw new TypeError(`not listed: ${_id}`);
  const { name, testingField, description, standards, priceFen, priceUnit, turnaroundWorkingDays } = listing;
  const { instrumentId, purpose, laboratoryProvince } = listing;
  return {
    serviceId: _id,
    institutionId,
    programmeId,
    kind,
    name,
    testingField,
    description,
    standards,
    priceFen,
    priceUnit,
    turnaroundWorkingDays,
    ...(instrumentId !== undefined && { instrumentId }),
    ...(purpose !== undefined && { purpose }),
    ...(laboratoryProvince !== undefined && { laboratoryProvince }),
    voucher,
  };
}

import { failure, type CatalogActivities } from '@kequan/contracts';
import { calendarActivities, leadingToWait, type KeptCalendar } from '@kequan/kit';
import type { InstrumentSources } from './instrument-sources';
import type { OfferedService, OfferedServices } from './model';
import { orderableOf, requireSharedNow } from './orderable';
import { exclusionOf } from './payable';
import { decideRecord, submitRecord, withdrawRecord } from './records/commands';
import type { ProviderRecords } from './records/model';
import { requireListed } from './rules';
import { decideService, submitService, withdrawService } from './service-commands';
import { setAsVoucher } from './vouchers';

export interface CatalogParts {
  services: OfferedServices;
  records: ProviderRecords;
  instruments: InstrumentSources;
  calendar: KeptCalendar;
}

/** What workflows may ask of catalog. */
export function catalogActivities({
  services,
  records,
  instruments,
  calendar,
}: CatalogParts): CatalogActivities {
  return {
    ...calendarActivities(calendar),
    recordServiceSubmission: leadingToWait(calendar, (input) =>
      submitService({ services, instruments }, input),
    ),
    recordServiceOutcome: (input) => decideService({ services, instruments }, input),
    recordServiceWithdrawal: (input) => withdrawService(services, input),
    async requireListedServices({ institutionId, serviceIds }) {
      const listed = await services.model
        .find({ institutionId, 'application.status': 'approved' })
        .lean<OfferedService[]>();
      requireListed(
        listed.map(({ _id }) => _id),
        serviceIds,
      );
      if (listed.some((service) => serviceIds.includes(service._id) && exclusionOf(service) !== undefined))
        throw failure('ServiceNotPayable');
    },
    async requireOrderable({ serviceId, programmeId }) {
      const service = await services.find(serviceId);
      const orderable = orderableOf(service, programmeId);
      if (service) await requireSharedNow(instruments, service);
      return orderable;
    },
    submitRecord: leadingToWait(calendar, (input) => submitRecord(records, input)),
    decideRecord: (input) => decideRecord(records, input),
    withdrawRecord: (input) => withdrawRecord(records, input),
    setVoucherServices: (input) => setAsVoucher(services, input),
  };
}

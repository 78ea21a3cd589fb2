import type { CatalogActivities } from '@kequan/contracts';
import type { InstrumentSources } from './instrument-sources';
import type { OfferedServices } from './model';
import { orderableOf } from './orderable';
import { requireListed } from './rules';
import { decideService, submitService, withdrawService } from './service-commands';
import { setAsVoucher } from './vouchers';

export interface ActivityParts {
  services: OfferedServices;
  instruments: InstrumentSources;
}

/** What workflows may ask of catalog. */
export function catalogActivities({ services, instruments }: ActivityParts): CatalogActivities {
  return {
    recordServiceSubmission: (input) => submitService({ services, instruments }, input),
    recordServiceOutcome: (input) => decideService({ services, instruments }, input),
    recordServiceWithdrawal: (input) => withdrawService(services, input),
    async requireListedServices({ institutionId, serviceIds }) {
      const listed = await services.collection
        .find({ institutionId, 'application.status': 'approved' }, { projection: { _id: 1 } })
        .toArray();
      requireListed(
        listed.map(({ _id }) => _id),
        serviceIds,
      );
    },
    async requireOrderable({ serviceId, programmeId }) {
      return orderableOf(await services.find(serviceId), programmeId);
    },
    setVoucherServices: (input) => setAsVoucher(services, input),
  };
}

import type { CatalogActivities } from '@kequan/contracts';
import type { OfferedServices } from './model';
import { orderableOf } from './orderable';
import { requireListed } from './rules';
import { decideService, submitService, withdrawService } from './service-commands';
import { setAsVoucher } from './vouchers';

/** What workflows may ask of catalog. */
export function catalogActivities(services: OfferedServices): CatalogActivities {
  return {
    recordServiceSubmission: (input) => submitService(services, input),
    recordServiceOutcome: (input) => decideService(services, input),
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

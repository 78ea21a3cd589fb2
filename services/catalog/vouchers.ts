import { event, failure } from '@kequan/contracts';
import { ofService } from './events';
import type { OfferedServices } from './model';
import { exclusionOf } from './payable';

/**
 * Sets listed services as voucher services (JS step 4, 添加创新券服务; R09). Those that are already stay so.
 * @throws `ServiceNotListed`, `ServiceNotPayable` when the programme excludes it (R21, R22)
 */
export async function setAsVoucher(
  services: OfferedServices,
  { institutionId, serviceIds, key }: { institutionId: string; serviceIds: string[]; key: string },
): Promise<void> {
  await Promise.all(
    serviceIds.map(async (id) => {
      const found = await services.find(id);
      if (found?.institutionId !== institutionId) throw failure('ServiceNotListed');
      if (found.voucher) return;
      if (exclusionOf(found) !== undefined) throw failure('ServiceNotPayable');
      await services.command(id, {
        key,
        expect: { 'application.status': 'approved' },
        change: { $set: { voucher: true } },
        events: [event('kequan.catalog.voucher-service-set.v1', ofService(found))],
        otherwise: () => failure('ServiceNotListed'),
      });
    }),
  );
}

import { event } from '@kequan/contracts';
import { ofService } from './events';
import type { OfferedServices } from './model';
import { exclusionOf } from './payable';

/**
 * Sets listed services as voucher services (JS step 4, 添加创新券服务; R09). Those that are already stay so. The approval that this
 * follows is past undoing: what was taken back or excluded since it was asked for is left out (M19).
 */
export async function setAsVoucher(
  services: OfferedServices,
  { institutionId, serviceIds, key }: { institutionId: string; serviceIds: string[]; key: string },
): Promise<void> {
  await Promise.all(
    serviceIds.map(async (id) => {
      const found = await services.find(id);
      if (found?.institutionId !== institutionId || found.voucher || exclusionOf(found) !== undefined) return;
      await services.change(id, {
        key,
        plan: ({ application, voucher }) =>
          application.status === 'approved' && !voucher
            ? {
                change: { $set: { voucher: true } },
                events: [event('kequan.catalog.voucher-service-set.v1', ofService(found))],
              }
            : undefined,
      });
    }),
  );
}

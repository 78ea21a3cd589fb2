import { event, Failure, type KeQuanEvent } from '@kequan/contracts';
import type { EventHandler } from '@kequan/kit';
import { ofService } from './events';
import type { OfferedService, OfferedServices } from './model';
import { exclusionOf } from './payable';
import type { ProviderRecords } from './records/model';
import { trackOfService } from './rules';

interface FlagParts {
  services: OfferedServices;
  records: ProviderRecords;
}

/**
 * Whether a service may be paid with vouchers is a flag after its review, where its track says so (SN 4.2, 4.4): set while
 * its provider has an approved large instrument (R12) and the programme does not exclude it (R21, R22). It follows the
 * facts by their own events, so that whichever comes last, and also after a crash, the flag is right.
 */
export function voucherFlags({ services, records }: FlagParts): EventHandler {
  return async (happened) => {
    if (!mayChangeFlags(happened)) return;
    const { institutionId } = happened.data;
    const listed = await services.model
      .find({ institutionId, 'application.status': 'approved' })
      .lean<OfferedService[]>();
    const flagged = listed.filter((service) => trackOfService(service).voucherServices === 'afterReview');
    if (flagged.length === 0) return;
    const fulfils = await hasLargeInstrument(records, institutionId);
    for (const service of flagged) await setFlag(services, service, fulfils, happened.id);
  };
}

type FlagEvent = Extract<
  KeQuanEvent,
  {
    type:
      | 'kequan.catalog.service-decided.v1'
      | 'kequan.catalog.record-decided.v1'
      | 'kequan.catalog.record-approval-withdrawn.v1';
  }
>;

function mayChangeFlags(happened: KeQuanEvent): happened is FlagEvent {
  switch (happened.type) {
    case 'kequan.catalog.service-decided.v1':
    case 'kequan.catalog.record-decided.v1':
    case 'kequan.catalog.record-approval-withdrawn.v1':
      return true;
    default:
      return false;
  }
}

async function hasLargeInstrument({ model }: ProviderRecords, institutionId: string): Promise<boolean> {
  const large = { institutionId, kind: 'instrument', 'application.status': 'approved', large: true } as const;
  return (await model.exists(large)) !== null;
}

async function setFlag(
  services: OfferedServices,
  service: OfferedService,
  fulfils: boolean,
  eventId: string,
): Promise<void> {
  const voucher = fulfils && exclusionOf(service) === undefined;
  if (voucher === service.voucher) return;
  const told = voucher ? 'kequan.catalog.voucher-service-set.v1' : 'kequan.catalog.voucher-service-unset.v1';
  try {
    await services.command(service._id, {
      key: `voucher:${eventId}`,
      expect: { 'application.status': 'approved', voucher: !voucher },
      change: { $set: { voucher } },
      events: [event(told, ofService(service))],
    });
  } catch (error) {
    // Taken back or set meanwhile: the event of that comes here, too.
    if (!(error instanceof Failure && error.code === 'Conflict')) throw error;
  }
}

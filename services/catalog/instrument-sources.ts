import { failure, type InstrumentSource, type ServiceForm } from '@kequan/contracts';
import type { OfferedService } from './model';
import type { ProviderRecords } from './records/model';
import type { Shelf } from './shelf/model';
import { trackOfService } from './rules';

/** Whether a service of an institution may name an instrument now: it is its own, and it may be used. */
type MayName = (named: { institutionId: string; instrumentId: string }) => Promise<boolean>;

/** Which instruments services may name, by where those of a track come from (requirements 7). */
export type InstrumentSources = Readonly<Record<Exclude<InstrumentSource, 'none'>, MayName>>;

/** The sources of this installation. What a source does not know, no service may name. */
export function instrumentSources(records: ProviderRecords, shelf: Shelf): InstrumentSources {
  return {
    outside: shelvedInstruments(shelf),
    own: ownInstruments(records),
  };
}

/** The instruments that an institution has on its shelf now (JS step 3). */
function shelvedInstruments({ model }: Shelf): MayName {
  return async ({ institutionId, instrumentId }) =>
    (await model.exists({ _id: instrumentId, institutionId, status: 'shelved' })) !== null;
}

/** The instruments that an institution recorded here and that are approved now (SN 4.2, R05). */
function ownInstruments({ model }: ProviderRecords): MayName {
  return async ({ institutionId, instrumentId }) => {
    const approved = { _id: instrumentId, institutionId, 'application.status': 'approved' } as const;
    return (await model.exists({ ...approved, kind: 'instrument' })) !== null;
  };
}

/** What of a service decides which instrument it may name. */
export type NamingService = Pick<OfferedService, 'programmeId' | 'track' | 'institutionId' | 'kind'>;

/**
 * Lets a service go on only when it names the instrument that it shares, and that one is its institution's (JS step 3,
 * R10). Only instrument sharing names one, and only where the track has instruments.
 * @throws `FormIncomplete` on `instrumentId`, `InstrumentNotUsable`
 */
export async function requireInstrument(
  sources: InstrumentSources,
  service: NamingService,
  { instrumentId }: Pick<ServiceForm, 'instrumentId'>,
): Promise<void> {
  const { instruments } = trackOfService(service);
  if (instruments === 'none' || service.kind !== 'instrumentSharing') {
    if (instrumentId !== undefined) throw wrongInstrument('unknown');
    return;
  }
  if (instrumentId === undefined) throw wrongInstrument('required');
  const { institutionId } = service;
  if (!(await sources[instruments]({ institutionId, instrumentId }))) throw failure('InstrumentNotUsable');
}

function wrongInstrument(message: 'unknown' | 'required') {
  return failure('FormIncomplete', { count: 1 }, [{ path: 'instrumentId', message }]);
}

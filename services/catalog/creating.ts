import type { CreateService } from '@kequan/contracts';
import { newApplication, type Caller, type Creations } from '@kequan/kit';
import type { OfferedService, OfferedServices } from './model';
import { openShopOf, type Providers } from './providers';
import { requireKindOfTrack, trackOfService } from './rules';

export interface CreatingParts {
  services: OfferedServices;
  providers: Providers;
  creations: Creations;
}

/**
 * Begins a service of the caller's institution; its shop must be open (JS step 3).
 * @param key the call's idempotency key
 * @throws `OpenShopRequired`, `NotFound` when the institution is another's, `InputInvalid` when the track has no such kind
 */
export async function createService(
  { services, providers, creations }: CreatingParts,
  caller: Caller,
  content: CreateService,
  key: string,
): Promise<OfferedService> {
  const provider = await openShopOf(providers, content.institutionId, caller.accountId);
  const { institutionId, kind } = content;
  const { ownerAccountId, programmeId, track } = provider;
  requireKindOfTrack(trackOfService(provider), kind);
  const { doc } = await services.insert(
    await creations.idFor(key, content),
    {
      programmeId,
      institutionId,
      ownerAccountId,
      ...(caller.affiliation && { primaryAccountId: caller.affiliation.primaryAccountId }),
      track,
      kind,
      application: newApplication(),
      voucher: false,
    },
    { key: 'create' },
  );
  return doc;
}

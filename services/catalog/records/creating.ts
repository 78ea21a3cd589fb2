import type { RecordKind } from '@kequan/contracts';
import { newApplication, type Caller, type Creations, type Form } from '@kequan/kit';
import { openShopOf, type Providers } from '../providers';
import { trackOfService } from '../rules';
import type { ProviderRecord, ProviderRecords } from './model';
import { requireRecordsOfTrack } from './rules';

export interface RecordCreatingParts {
  records: ProviderRecords;
  providers: Providers;
  creations: Creations;
}

/** What a new record is made of: whose it is, and what is filled in already. */
export interface NewRecord {
  institutionId: string;
  kind: RecordKind;
  draft: Form;
}

/**
 * Begins a record of the caller's institution; its shop must be open.
 * @param key the call's idempotency key
 * @throws `OpenShopRequired`, `NotFound` when the institution is another's, `RecordsNotKept` when the track has no such kind
 */
export async function createRecord(
  { records, providers, creations }: RecordCreatingParts,
  caller: Caller,
  { institutionId, kind, draft }: NewRecord,
  key: string,
): Promise<ProviderRecord> {
  const provider = await openShopOf(providers, institutionId, caller.accountId);
  requireRecordsOfTrack(trackOfService(provider), kind);
  const { ownerAccountId, programmeId, track } = provider;
  const application = { ...newApplication(), draft };
  const { doc } = await records.insert(
    await creations.idFor(key, { institutionId, kind, draft }),
    { programmeId, institutionId, ownerAccountId, track, kind, application },
    { key: 'create' },
  );
  return doc;
}

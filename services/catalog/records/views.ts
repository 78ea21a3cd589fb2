import { InstrumentForm, type MallRecordView, type RecordView } from '@kequan/contracts';
import { applicationView, type Caller, type Form } from '@kequan/kit';
import type { ProviderRecord } from './model';

/** A record as its owner and its reviewers see it. */
export function recordView(record: ProviderRecord, caller: Caller): RecordView {
  const { _id, version, programmeId, institutionId, kind, application, ownerAccountId } = record;
  return {
    ...applicationView(application, ownerAccountId === caller.accountId ? 'owner' : 'others'),
    recordId: _id,
    institutionId,
    programmeId,
    version,
    kind,
    voucher: isUsable(record),
  };
}

/** An approved record as everybody sees it. @throws TypeError when it was never approved */
export function mallRecordView(record: ProviderRecord, caller: Caller | undefined): MallRecordView {
  const { _id, programmeId, institutionId, kind, listing } = record;
  if (!listing) throw new TypeError(`not listed: ${_id}`);
  const shown = kind === 'instrument' && !caller ? withoutContact(listing) : listing;
  return { recordId: _id, institutionId, programmeId, kind, voucher: isUsable(record), content: shown };
}

/** Whether an approved instrument is one with which vouchers may be taken (SN 4.2 是否可以使用创新券, R12). */
function isUsable({ application, large = false }: ProviderRecord): boolean {
  return application.status === 'approved' && large;
}

/** Who is not signed in sees who is responsible, and not how he is reached. */
function withoutContact(listing: Form): Form {
  const { responsible, ...rest } = InstrumentForm.parse(listing);
  return { ...rest, responsible: { name: responsible.name } };
}

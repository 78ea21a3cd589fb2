import { failure, type RecordKind, type Track } from '@kequan/contracts';
import { isOpenToApplicant } from '@kequan/kit';
import { trackOfService } from '../rules';
import { completeRecord, type CompleteRecord } from './forms';
import type { ProviderRecord } from './model';

/** Only what the programme's track records may be created. @throws `RecordsNotKept` */
export function requireRecordsOfTrack({ records }: Track, kind: RecordKind): void {
  if (!records.includes(kind)) throw failure('RecordsNotKept');
}

/** The draft as it can be submitted. @throws `StageNotOpen`, `FormIncomplete` with every wrong field by its path */
export function requireSubmittableRecord({ kind, application }: ProviderRecord): CompleteRecord {
  if (!isOpenToApplicant(application)) throw failure('StageNotOpen');
  return completeRecord(kind, application.draft);
}

/** What a reviewer's inbox and every event call a record. */
export function titleOfRecord({ kind, application, listing }: ProviderRecord): string {
  const form = application.submitted?.form ?? listing;
  return form === undefined ? '' : completeRecord(kind, form).title;
}

/** Whether a submitted record is a large instrument of its track: from so many fen of original value on (R12). */
export function isLargeInstrument(record: ProviderRecord): boolean {
  const { largeInstrumentFen } = trackOfService(record);
  const { submitted } = record.application;
  if (largeInstrumentFen === undefined || !submitted) return false;
  const { originalValueFen } = completeRecord(record.kind, submitted.form);
  return originalValueFen !== undefined && originalValueFen >= largeInstrumentFen;
}

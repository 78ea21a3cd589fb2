import { z } from 'zod';
import {
  CreateRecord,
  failure,
  Id,
  pageOf,
  RecordKind,
  RecordQuery,
  RecordView,
  SaveDraft,
  WithdrawalQuery,
} from '@kequan/contracts';
import {
  allow,
  ofProgramme,
  pageById,
  requireOwn,
  requireReadable,
  route,
  saveDraft,
  type Caller,
  type Route,
} from '@kequan/kit';
import { RECORD_APPLICATION } from './commands';
import { createRecord, type RecordCreatingParts } from './creating';
import { recordDraftOf } from './forms';
import type { ProviderRecord } from './model';
import { submitRecordToProcess, withdrawRecordByOwner, type RecordSubmissionParts } from './submission';
import { recordView } from './views';

const provider = allow.roles('provider');
const listReaders = allow.roles('provider', 'office', 'reviewer', 'auditor', 'platformAdmin');
const KindParams = z.strictObject({ kind: RecordKind });
const RecordParams = KindParams.extend({ recordId: Id });

/** What providers and staff may ask of records (SN 4.2, 4.3). */
export function recordRoutes(parts: RecordCreatingParts & RecordSubmissionParts): Route[] {
  const { records } = parts;

  async function found({ kind, recordId }: z.output<typeof RecordParams>): Promise<ProviderRecord> {
    const record = await records.get(recordId);
    if (record.kind !== kind) throw failure('NotFound');
    return record;
  }

  async function own(caller: Caller, params: z.output<typeof RecordParams>): Promise<ProviderRecord> {
    const record = await found(params);
    requireOwn(caller, record.ownerAccountId);
    return record;
  }

  return [
    route('POST /v1/records/:kind', provider, {
      summary: 'Begins a record of my institution: an instrument, an accreditation, a capability',
      idempotencyKey: 'optional',
      params: KindParams,
      body: CreateRecord,
      answer: RecordView,
      status: 201,
      handle: async ({ caller, params, body, key }) =>
        recordView(await createRecord(parts, caller, { ...params, ...body, draft: {} }, key), caller),
    }),

    route('GET /v1/records/:kind', listReaders, {
      summary: 'My records of a kind, or for staff those of the programme; newest first',
      params: KindParams,
      query: RecordQuery,
      answer: pageOf(RecordView),
      handle: async ({ caller, params, query }) =>
        pageById(
          records.model,
          {
            kind: params.kind,
            ...(caller.role === 'provider' ? { ownerAccountId: caller.accountId } : ofProgramme(caller)),
            ...(query.institutionId !== undefined && { institutionId: query.institutionId }),
          },
          query,
          (doc) => recordView(doc, caller),
        ),
    }),

    route('GET /v1/records/:kind/:recordId', allow.signedIn, {
      summary: 'One record; for its owner and the staff of its programme',
      params: RecordParams,
      answer: RecordView,
      handle: async ({ caller, params }) => {
        const record = await found(params);
        requireReadable(caller, record);
        return recordView(record, caller);
      },
    }),

    route('PUT /v1/records/:kind/:recordId', provider, {
      summary: 'Saves the draft of a record in place of the one before; never submits',
      params: RecordParams,
      body: SaveDraft,
      answer: RecordView,
      handle: async ({ caller, params, body }) => {
        const { _id } = await own(caller, params);
        const schema = recordDraftOf(params.kind);
        return recordView(await saveDraft(records, _id, RECORD_APPLICATION, schema, body), caller);
      },
    }),

    route('POST /v1/records/:kind/:recordId/submission', provider, {
      summary: 'Submits a record to be reviewed and shown',
      idempotencyKey: 'required',
      params: RecordParams,
      answer: RecordView,
      handle: async ({ caller, params, key }) =>
        recordView(await submitRecordToProcess(parts, await own(caller, params), key), caller),
    }),

    route('POST /v1/records/:kind/:recordId/withdrawal', provider, {
      summary: 'Takes a record back to edit it; an approved one too, which needs confirm=true',
      idempotencyKey: 'required',
      params: RecordParams,
      query: WithdrawalQuery,
      answer: RecordView,
      handle: async ({ caller, params, query, key }) => {
        const how = { callKey: key, confirmed: query.confirm === 'true' };
        return recordView(await withdrawRecordByOwner(parts, await own(caller, params), how), caller);
      },
    }),
  ];
}

import { z } from 'zod';
import { failure, RecordImportView, RecordKind } from '@kequan/contracts';
import { allow, fileReceiver, route, sha256, type Route } from '@kequan/kit';
import { trackOfService } from '../../rules';
import { createRecord, type RecordCreatingParts } from '../creating';
import { requireRecordsOfTrack } from '../rules';
import { draftsIn } from './rows';
import { templateOf } from './template';
import { MOST_FILE_MEBIBYTES } from './reading/limits';

const provider = allow.roles('provider');
const KindParams = z.strictObject({ kind: RecordKind });
const XLSX = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';
const receiveFile = fileReceiver(MOST_FILE_MEBIBYTES);

/** The import of records from Excel (SN 4.2, 4.3): the template, and the sheet that was filled in. */
export function recordImportRoutes(parts: RecordCreatingParts): Route[] {
  return [
    route('GET /v1/record-imports/:kind/template', provider, {
      summary: 'The Excel template of a kind',
      params: KindParams,
      raw: 'answer',
      handle: async ({ params }, { response }) => {
        const template = await templateOf(params.kind);
        response.setHeader('Content-Type', XLSX);
        response.setHeader('Content-Disposition', `attachment; filename="${params.kind}.xlsx"`);
        response.setHeader('Content-Length', template.length);
        response.end(template);
      },
    }),

    route('POST /v1/record-imports/:kind', provider, {
      summary: 'Imports a sheet of records as drafts, whole or not at all; never submits (R07)',
      idempotencyKey: 'required',
      params: KindParams,
      answer: RecordImportView,
      status: 201,
      raw: 'request',
      handle: async ({ caller, params, key }, http) => {
        const { kind } = params;
        const shop = await parts.providers.ofAccount(caller.accountId);
        if (!shop) throw failure('OpenShopRequired');
        requireRecordsOfTrack(trackOfService(shop), kind);
        const { content } = await receiveFile(http);
        const drafts = await draftsIn(kind, content);
        // The key stands for this file: each row has its own under it, so that a repetition makes none twice.
        await parts.creations.idFor(key, { kind, file: sha256(content) });
        const recordIds: string[] = [];
        for (const [index, draft] of drafts.entries()) {
          const row = { institutionId: shop._id, kind, draft };
          recordIds.push((await createRecord(parts, caller, row, `${key}:row-${index}`))._id);
        }
        return { kind, recordIds };
      },
    }),
  ];
}

import { z } from 'zod';
import { failure, Id, MallRecordQuery, MallRecordView, pageOf, RecordKind } from '@kequan/contracts';
import { allow, pageById, route, type Route } from '@kequan/kit';
import type { ProviderRecord, ProviderRecords } from './model';
import { mallRecordView } from './views';

const KindParams = z.strictObject({ kind: RecordKind });

/** Only what is approved is shown (R05). */
const APPROVED = { 'application.status': 'approved', shopClosed: { $ne: true } } as const;

/** The records that everybody may see. */
export function mallRecordRoutes({ model }: ProviderRecords): Route[] {
  return [
    route('GET /v1/mall/records/:kind', allow.everyone, {
      summary: 'Approved instruments, accreditations or capabilities, newest first',
      params: KindParams,
      query: MallRecordQuery,
      answer: pageOf(MallRecordView),
      handle: async ({ caller, params, query }) =>
        pageById(
          model,
          {
            ...APPROVED,
            kind: params.kind,
            ...(query.programmeId !== undefined && { programmeId: query.programmeId }),
            ...(query.institutionId !== undefined && { institutionId: query.institutionId }),
          },
          query,
          (doc) => mallRecordView(doc, caller),
        ),
    }),

    route('GET /v1/mall/records/:kind/:recordId', allow.everyone, {
      summary: 'One approved record',
      params: KindParams.extend({ recordId: Id }),
      answer: MallRecordView,
      handle: async ({ caller, params }) => {
        const record = await model
          .findOne({ ...APPROVED, _id: params.recordId, kind: params.kind })
          .lean<ProviderRecord>();
        if (!record) throw failure('NotFound');
        return mallRecordView(record, caller);
      },
    }),
  ];
}

import { z } from 'zod';
import { RecordKind } from '../forms/record';
import { Id } from '../ids';
import { PageQuery } from './common';
import { ApplicationView } from './institution';

export const CreateRecord = z.strictObject({ institutionId: Id });

/** A record as its owner and its reviewers see it. */
export const RecordView = ApplicationView.extend({
  recordId: Id,
  institutionId: Id,
  programmeId: z.string(),
  version: z.int(),
  kind: RecordKind,
  /** Of an approved instrument: whether vouchers may be taken with it (SN 4.2, R12). */
  voucher: z.boolean(),
});
export type RecordView = z.infer<typeof RecordView>;

export const RecordQuery = PageQuery.extend({ institutionId: Id.optional() });

/** An approved record as everybody sees it (R05); how a responsible person is reached only who is signed in. */
export const MallRecordView = z.object({
  recordId: Id,
  institutionId: Id,
  programmeId: z.string(),
  kind: RecordKind,
  voucher: z.boolean(),
  content: z.record(z.string(), z.unknown()),
});
export type MallRecordView = z.infer<typeof MallRecordView>;

export const MallRecordQuery = RecordQuery.extend({ programmeId: z.string().max(20).optional() });

/** What an import made: drafts, in the order of their rows (R07). */
export const RecordImportView = z.object({
  kind: RecordKind,
  recordIds: z.array(Id),
});
export type RecordImportView = z.infer<typeof RecordImportView>;

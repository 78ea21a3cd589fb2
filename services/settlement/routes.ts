import { z } from 'zod';
import {
  failure,
  Id,
  pageOf,
  PageQuery,
  PayoutBatchView,
  PayoutNoticeQuery,
  PayoutNoticeSummary,
  PayoutNoticeView,
  PayoutQuery,
  PayoutView,
  BatchId,
  RaisedObjection,
  RaiseObjection,
} from '@kequan/contracts';
import {
  allow,
  ofProgramme,
  pageById,
  pageByTime,
  requireReadable,
  route,
  type Caller,
  type Creations,
  type Route,
} from '@kequan/kit';
import {
  beginBatch,
  objectThroughProcess,
  releaseThroughProcess,
  type BatchProcessParts,
} from './batch-process';
import type { Batch, Payout, SettlementStores } from './model';
import { requireObjectable } from './rules';
import { batchView, noticeSummary, noticeView, payoutView } from './views';

const payees = allow.roles('voucherUser', 'provider', 'finance', 'office', 'auditor', 'platformAdmin');
const money = allow.roles('finance', 'office', 'auditor', 'platformAdmin');
const finance = allow.roles('finance');
const PayoutParams = z.strictObject({ payoutId: Id });
const BatchParams = z.strictObject({ batchId: BatchId });
const NoticeParams = z.strictObject({ noticeId: BatchId });

export interface RouteParts extends SettlementStores, BatchProcessParts {
  creations: Creations;
}

/** What payees, finance and the public may ask of settlement. */
export function settlementRoutes(parts: RouteParts): Route[] {
  return [...payoutRoutes(parts), ...batchRoutes(parts), ...noticeRoutes(parts)];
}

function payoutRoutes({ payouts }: RouteParts): Route[] {
  return [
    route('GET /v1/payouts', payees, {
      summary: 'The payouts to my institution, or for staff those of the programme; newest first',
      query: PayoutQuery,
      answer: pageOf(PayoutView),
      handle: async ({ caller, query: { status, ...page } }) =>
        pageById(payouts.model, { ...ownOrProgrammes(caller), ...(status && { status }) }, page, (doc) =>
          payoutView(caller, doc),
        ),
    }),

    route('GET /v1/payouts/:payoutId', payees, {
      summary: 'One payout with the objections to it; for its payee and the staff of its programme',
      params: PayoutParams,
      answer: PayoutView,
      handle: async ({ caller, params }) => {
        const found = await payouts.get(params.payoutId);
        requireReadable(caller, { ...found, ownerAccountId: found.accountId });
        return payoutView(caller, found);
      },
    }),
  ];
}

function batchRoutes(parts: RouteParts): Route[] {
  const { batches, creations } = parts;
  return [
    route('GET /v1/payout-batches', money, {
      summary: 'The batches of my programme, the latest first',
      query: PageQuery,
      answer: pageOf(PayoutBatchView),
      handle: async ({ caller, query }) =>
        pageByTime(
          batches.model,
          ofProgramme(caller),
          query,
          { field: 'createdAt', first: 'newest', at: ({ createdAt }) => createdAt },
          (doc) => batchView(doc),
        ),
    }),

    route('POST /v1/payout-batches', finance, {
      summary: 'Begins a batch of all that is due in my programme',
      idempotencyKey: 'required',
      answer: PayoutBatchView,
      status: 201,
      handle: async ({ caller: { programmeId }, key }) => {
        const id = await creations.idFor(key, { programmeId });
        return batchView(await beginBatch(parts, programmeId, id, key));
      },
    }),

    route('GET /v1/payout-batches/:batchId', money, {
      summary: 'One batch of my programme',
      params: BatchParams,
      answer: PayoutBatchView,
      handle: async ({ caller, params }) => batchView(await batchOf(parts, caller, params.batchId)),
    }),

    route('POST /v1/payout-batches/:batchId/release', finance, {
      summary: 'Releases a batch after its notice; two persons of finance let it go to the bank',
      idempotencyKey: 'required',
      params: BatchParams,
      answer: PayoutBatchView,
      handle: async ({ caller, params, key }) => {
        const batch = await batchOf(parts, caller, params.batchId);
        return batchView(await releaseThroughProcess(parts, batch, caller.accountId, key));
      },
    }),
  ];
}

function noticeRoutes(parts: RouteParts): Route[] {
  const { payouts, batches, creations } = parts;
  return [
    route('GET /v1/payout-notices', allow.everyone, {
      summary: 'The public notices (公示), the latest first',
      query: PayoutNoticeQuery,
      answer: pageOf(PayoutNoticeSummary),
      handle: async ({ query: { programmeId, ...page } }) =>
        pageByTime(
          batches.model,
          { publishedAt: { $exists: true }, ...(programmeId !== undefined && { programmeId }) },
          page,
          {
            field: 'publishedAt',
            first: 'newest',
            at: ({ publishedAt, createdAt }) => publishedAt ?? createdAt,
          },
          (doc) => noticeSummary(doc),
        ),
    }),

    route('GET /v1/payout-notices/:noticeId', allow.everyone, {
      summary: 'One public notice: who is to be paid what',
      params: NoticeParams,
      answer: PayoutNoticeView,
      handle: async ({ params }) => {
        const batch = await publishedBatch(parts, params.noticeId);
        const ids = batch.lines.map(({ payoutId }) => payoutId);
        const lines = await payouts.model.find({ _id: { $in: ids }, batchId: batch._id }).lean<Payout[]>();
        return noticeView(batch, lines);
      },
    }),

    route('POST /v1/payout-notices/:noticeId/objections', allow.signedIn, {
      summary: 'Objects to one line while the notice stands; the line is held until the office rules',
      idempotencyKey: 'required',
      params: NoticeParams,
      body: RaiseObjection,
      answer: RaisedObjection,
      status: 201,
      handle: async ({ caller, params, body, key }) => {
        const batch = await publishedBatch(parts, params.noticeId);
        const found = await payouts.get(body.payoutId);
        const objectionId = await creations.idFor(key, { ...params, ...body });
        if (!found.objections.some((one) => one.objectionId === objectionId)) {
          requireObjectable(found, batch, new Date());
          const objection = { objectionId, reason: body.reason, objectedBy: caller.accountId };
          await objectThroughProcess(parts, found, batch, objection, key);
        }
        const { objections } = await payouts.get(body.payoutId);
        const status = objections.find((one) => one.objectionId === objectionId)?.status ?? 'open';
        return { objectionId, payoutId: body.payoutId, status };
      },
    }),
  ];
}

function ownOrProgrammes(caller: Caller): { accountId: string } | { programmeId?: string } {
  return caller.role === 'voucherUser' || caller.role === 'provider'
    ? { accountId: caller.accountId }
    : ofProgramme(caller);
}

/** @throws `NotFound` when the batch is another programme's; the platform administrator sees all */
async function batchOf({ batches }: RouteParts, caller: Caller, batchId: string): Promise<Batch> {
  const found = await batches.get(batchId);
  if (caller.role !== 'platformAdmin' && caller.programmeId !== found.programmeId) throw failure('NotFound');
  return found;
}

/** @throws `NotFound` while it is not published */
async function publishedBatch({ batches }: RouteParts, noticeId: string): Promise<Batch> {
  const found = await batches.get(noticeId);
  if (!found.publishedAt) throw failure('NotFound');
  return found;
}

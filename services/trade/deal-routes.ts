import { z } from 'zod';
import {
  ClaimDraft,
  CreateDeal,
  DealQuery,
  DealView,
  EvaluationForm,
  Id,
  OrderDraft,
  pageOf,
  ReservationDraft,
  SaveDraft,
} from '@kequan/contracts';
import { allow, ofProgramme, pageById, route, type Caller, type Route } from '@kequan/kit';
import { dealAccess } from './access';
import { beginDeal, type BeginningParts } from './beginning';
import { saveDealDraft } from './drafts';
import { evaluate } from './evaluation';
import { requireClaimEditable, requireOrderEditable, requireReservationEditable } from './rules';
import { submitToProcess, type SubmissionParts } from './submission';
import { dealView } from './views';

const user = allow.roles('voucherUser');
const readers = allow.roles(
  'voucherUser',
  'provider',
  'office',
  'reviewer',
  'finance',
  'auditor',
  'platformAdmin',
);
const Params = z.strictObject({ dealId: Id });

/** Deals as they are begun, written and read (SN 4.6, 4.7, 5.3, 5.4). */
export function dealRoutes(parts: SubmissionParts & BeginningParts): Route[] {
  const { deals } = parts;
  const access = dealAccess(deals);

  return [
    route('POST /v1/deals', user, {
      summary: 'Begins a reservation of a listed service for my institution',
      idempotencyKey: 'optional',
      body: CreateDeal,
      answer: DealView,
      status: 201,
      handle: async ({ caller, body, key }) =>
        dealView(caller, await beginDeal(parts, caller, body, key, false)),
    }),

    route('GET /v1/deals', readers, {
      summary: 'My deals as user or provider, or for staff those of the programme; newest first',
      query: DealQuery,
      answer: pageOf(DealView),
      handle: async ({ caller, query }) =>
        pageById(
          deals.model,
          { ...ownersOf(caller), ...(query.status !== undefined && { status: query.status }) },
          query,
          (deal) => dealView(caller, deal),
        ),
    }),

    route('GET /v1/deals/:dealId', allow.signedIn, {
      summary: 'One deal; for its user, its provider, and the staff of its programme',
      params: Params,
      answer: DealView,
      handle: async ({ caller, params }) => dealView(caller, await access.readable(caller, params.dealId)),
    }),

    route('PUT /v1/deals/:dealId', user, {
      summary: 'Saves the draft of a reservation in place of the one before; never submits',
      params: Params,
      body: SaveDraft,
      answer: DealView,
      handle: async ({ caller, params, body }) => {
        const { _id } = await access.of('user', caller, params.dealId);
        return dealView(caller, await saveDealDraft(deals, _id, RESERVATION, body));
      },
    }),

    route('POST /v1/deals/:dealId/submission', user, {
      summary: 'Sends a reservation, or a direct order, to the provider',
      idempotencyKey: 'required',
      params: Params,
      answer: DealView,
      handle: async ({ caller, params, key }) =>
        dealView(caller, await submitToProcess(parts, await access.of('user', caller, params.dealId), key)),
    }),

    route('PUT /v1/deals/:dealId/order', user, {
      summary: 'Saves the draft of an order in place of the one before; never places it',
      params: Params,
      body: SaveDraft,
      answer: DealView,
      handle: async ({ caller, params, body }) => {
        const { _id } = await access.of('user', caller, params.dealId);
        return dealView(caller, await saveDealDraft(deals, _id, ORDER_DRAFT, body));
      },
    }),

    route('PUT /v1/deals/:dealId/evaluation', user, {
      summary: 'Rates the service, once the provider has completed it',
      params: Params,
      body: EvaluationForm,
      answer: DealView,
      handle: async ({ caller, params, body }) => {
        const { _id } = await access.of('user', caller, params.dealId);
        return dealView(caller, await evaluate(deals, _id, caller.accountId, body));
      },
    }),

    route('PUT /v1/deals/:dealId/claim', user, {
      summary:
        'Saves invoice, contract and report of a claim, once the provider has completed; never submits',
      params: Params,
      body: SaveDraft,
      answer: DealView,
      handle: async ({ caller, params, body }) => {
        const { _id } = await access.of('user', caller, params.dealId);
        return dealView(caller, await saveDealDraft(deals, _id, CLAIM_DRAFT, body));
      },
    }),
  ];
}

const RESERVATION = {
  part: 'reservation',
  schema: ReservationDraft,
  requireEditable: requireReservationEditable,
} as const;
const ORDER_DRAFT = { part: 'order', schema: OrderDraft, requireEditable: requireOrderEditable } as const;
const CLAIM_DRAFT = { part: 'claim', schema: ClaimDraft, requireEditable: requireClaimEditable } as const;

/** Whose deals a caller's list holds. */
function ownersOf(caller: Caller): { accountId?: string; providerAccountId?: string; programmeId?: string } {
  switch (caller.role) {
    case 'voucherUser':
      return { accountId: caller.accountId };
    case 'provider':
      return { providerAccountId: caller.accountId };
    default:
      return ofProgramme(caller);
  }
}

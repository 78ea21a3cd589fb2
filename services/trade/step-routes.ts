import { z } from 'zod';
import {
  AnswerDeal,
  CancelDeal,
  ConfirmService,
  DealView,
  Id,
  PostponeCompletion,
  TakeOrder,
} from '@kequan/contracts';
import { allow, route, type Caller, type Route } from '@kequan/kit';
import { dealAccess } from './access';
import {
  cancel,
  complete,
  confirm,
  placeOrder,
  reply,
  submitClaim,
  take,
  withdrawClaim,
} from './deal-commands';
import { postpone } from './postponing';
import type { ProcessParts } from './through-process';
import { dealView } from './views';

const user = allow.roles('voucherUser');
const provider = allow.roles('provider');
const parties = allow.roles('voucherUser', 'provider');
const Params = z.strictObject({ dealId: Id });

/** What a party of a deal tells its process. The provider has no way to edit an order (R29). */
export function stepRoutes(parts: ProcessParts): Route[] {
  const access = dealAccess(parts.deals);
  const partyOf = ({ role }: Caller) => (role === 'provider' ? 'provider' : 'user');
  const step = { idempotencyKey: 'required', params: Params, answer: DealView } as const;

  return [
    route('POST /v1/deals/:dealId/reply', provider, {
      ...step,
      summary: 'Accepts a reservation, rejects it, or replies with a question or a proposal',
      body: AnswerDeal,
      handle: async ({ caller, params, body, key }) => {
        const deal = await access.of('provider', caller, params.dealId);
        return dealView(caller, await reply(parts, deal, caller.accountId, key, body));
      },
    }),

    route('POST /v1/deals/:dealId/order-submission', user, {
      ...step,
      summary: 'Confirms and orders what was accepted',
      handle: async ({ caller, params, key }) => {
        const deal = await access.of('user', caller, params.dealId);
        return dealView(caller, await placeOrder(parts, deal, caller.accountId, key));
      },
    }),

    route('POST /v1/deals/:dealId/taking', provider, {
      ...step,
      summary: 'Takes an order, or refuses it with a reason',
      body: TakeOrder,
      handle: async ({ caller, params, body, key }) => {
        const deal = await access.of('provider', caller, params.dealId);
        return dealView(caller, await take(parts, deal, caller.accountId, key, body));
      },
    }),

    route('POST /v1/deals/:dealId/postponement', parties, {
      ...step,
      summary: 'Names a later day for the completion; it is agreed when the other side names the same',
      body: PostponeCompletion,
      handle: async ({ caller, params, body, key }) => {
        const { accountId } = caller;
        const party = partyOf(caller);
        const deal = await access.of(party, caller, params.dealId);
        return dealView(caller, await postpone(parts, deal, { accountId, party }, key, body));
      },
    }),

    route('POST /v1/deals/:dealId/completion', provider, {
      ...step,
      summary: 'Says that the service is done',
      handle: async ({ caller, params, key }) => {
        const deal = await access.of('provider', caller, params.dealId);
        return dealView(caller, await complete(parts, deal, caller.accountId, key));
      },
    }),

    route('POST /v1/deals/:dealId/confirmation', user, {
      ...step,
      summary: 'Confirms that the service was done well, or disputes it with a reason',
      body: ConfirmService,
      handle: async ({ caller, params, body, key }) => {
        const deal = await access.of('user', caller, params.dealId);
        return dealView(caller, await confirm(parts, deal, caller.accountId, key, body));
      },
    }),

    route('POST /v1/deals/:dealId/claim-submission', user, {
      ...step,
      summary: 'Submits the claim: 提交申请使用创新券',
      handle: async ({ caller, params, key }) => {
        const deal = await access.of('user', caller, params.dealId);
        return dealView(caller, await submitClaim(parts, deal, caller.accountId, key));
      },
    }),

    route('POST /v1/deals/:dealId/claim-withdrawal', user, {
      ...step,
      summary: 'Takes a claim back to correct it',
      handle: async ({ caller, params, key }) => {
        const deal = await access.of('user', caller, params.dealId);
        return dealView(caller, await withdrawClaim(parts, deal, caller.accountId, key));
      },
    }),

    route('POST /v1/deals/:dealId/cancellation', parties, {
      ...step,
      summary: 'Calls a deal off with a reason; the voucher is free again',
      body: CancelDeal,
      handle: async ({ caller, params, body, key }) => {
        const party = partyOf(caller);
        const deal = await access.of(party, caller, params.dealId);
        return dealView(caller, await cancel(parts, deal, { accountId: caller.accountId, party }, key, body));
      },
    }),
  ];
}

import {
  AllocateAccount,
  failure,
  Id,
  pageOf,
  ResetPassword,
  SecondaryAccountQuery,
  SecondaryAccountView,
  SetAccountDisabled,
} from '@kequan/contracts';
import { allow, pageById, route, type AggregateStore, type Caller, type Route } from '@kequan/kit';
import { z } from 'zod';
import type { Accounts } from './accounts';
import type { Account } from './model';

const primary = allow.roles('primaryAccount');
const AccountParams = z.strictObject({ accountId: Id });

export interface SecondaryRoutesDependencies {
  accounts: Accounts;
  store: AggregateStore<Account>;
  view: (account: Account, primary?: Account) => SecondaryAccountView;
}

/** 个人中心—分配账号: a primary account allocates the accounts of its units, and looks after them (JS step 1). */
export function secondaryRoutes({ accounts, store, view }: SecondaryRoutesDependencies): Route[] {
  async function requireOwn(caller: Caller, accountId: string): Promise<void> {
    const found = await store.get(accountId);
    if (found.primaryAccountId !== caller.accountId) throw failure('NotFound');
  }
  return [
    route('POST /v1/secondary-accounts', primary, {
      summary: 'Allocates a secondary account to a unit of mine',
      idempotencyKey: 'optional',
      body: AllocateAccount,
      answer: SecondaryAccountView,
      status: 201,
      handle: async ({ caller, body, key }) => {
        const { accountId: primaryAccountId, programmeId } = caller;
        const wanted = { ...body, role: 'provider' as const, programmeId, primaryAccountId };
        return view(await accounts.register(wanted, key), await store.get(primaryAccountId));
      },
    }),

    route('GET /v1/secondary-accounts', primary, {
      summary: 'My secondary accounts, newest first',
      query: SecondaryAccountQuery,
      answer: pageOf(SecondaryAccountView),
      handle: async ({ caller, query }) => {
        const me = await store.get(caller.accountId);
        const mine = { primaryAccountId: caller.accountId };
        return pageById(store.model, mine, query, (account) => view(account, me));
      },
    }),

    route('PUT /v1/secondary-accounts/:accountId/disabled', primary, {
      summary:
        'Shuts a secondary account of mine, or opens it again; who is signed in stays so until his token ends',
      params: AccountParams,
      body: SetAccountDisabled,
      answer: SecondaryAccountView,
      handle: async ({ caller, params, body }) => {
        await requireOwn(caller, params.accountId);
        const account = await accounts.setDisabled(params.accountId, body.disabled);
        return view(account, await store.get(caller.accountId));
      },
    }),

    route('PUT /v1/secondary-accounts/:accountId/password', primary, {
      summary: 'Gives a secondary account of mine a new password',
      params: AccountParams,
      body: ResetPassword,
      answer: SecondaryAccountView,
      handle: async ({ caller, params, body }) => {
        await requireOwn(caller, params.accountId);
        const account = await accounts.setPassword(params.accountId, body.password);
        return view(account, await store.get(caller.accountId));
      },
    }),
  ];
}

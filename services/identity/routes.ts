import { AccountView, CreateStaffAccount, RegisterAccount, SessionView, SignIn } from '@kequan/contracts';
import { allow, route, type AggregateStore, type Route, type Seal } from '@kequan/kit';
import { z } from 'zod';
import type { Accounts } from './accounts';
import type { Account } from './model';
import { outsideRoutes, type OutsideSignIn } from './outside/routes';
import { accountView, affiliationOf } from './rules';
import { secondaryRoutes } from './secondary-routes';
import type { SignInCheck } from './sign-in';
import type { TokenIssuer } from './tokens';

const Jwks = z.object({ keys: z.array(z.looseObject({ kty: z.string(), kid: z.string() })) });

export interface IdentityRoutesDependencies {
  accounts: Accounts;
  store: AggregateStore<Account>;
  outside: OutsideSignIn | undefined;
  signIn: SignInCheck;
  tokens: TokenIssuer;
  phoneSeal: Seal;
}

/** The routes of identity. None changes an account's role or programme: they are for ever (R01, R02). */
export function identityRoutes(dependencies: IdentityRoutesDependencies): Route[] {
  const { accounts, store, outside, signIn, tokens, phoneSeal } = dependencies;
  const viewed = (account: Account, primary?: Account): AccountView =>
    accountView(account, phoneSeal.open(account.sealedPhone), affiliationOf(account, primary));
  const primaryOf = async ({ primaryAccountId }: Account): Promise<Account | undefined> =>
    primaryAccountId === undefined ? undefined : store.get(primaryAccountId);
  const view = async (account: Account) => viewed(account, await primaryOf(account));
  const sessionOf = async (account: Account): Promise<SessionView> => {
    const shown = await view(account);
    const { token, expiresAt } = await tokens.issue({ ...account, affiliation: shown.affiliation });
    return { token, expiresAt: expiresAt.toISOString(), account: shown };
  };
  return [
    route('POST /v1/accounts', allow.everyone, {
      summary: 'Register an account',
      body: RegisterAccount,
      answer: AccountView,
      status: 201,
      idempotencyKey: 'optional',
      handle: async ({ body, key }) => view(await accounts.register(body, key)),
    }),
    route('POST /v1/staff-accounts', allow.roles('platformAdmin'), {
      summary: 'Make an account for somebody of the office',
      body: CreateStaffAccount,
      answer: AccountView,
      status: 201,
      idempotencyKey: 'optional',
      handle: async ({ body, key }) => view(await accounts.register(body, key)),
    }),
    route('POST /v1/sessions', allow.everyone, {
      summary: 'Sign in',
      body: SignIn,
      answer: SessionView,
      status: 201,
      handle: async ({ body }) => sessionOf(await signIn(body.loginName, body.password)),
    }),
    route('GET /v1/accounts/me', allow.signedIn, {
      summary: 'The signed-in account',
      answer: AccountView,
      handle: async ({ caller }) => view(await accounts.get(caller.accountId)),
    }),
    route('GET /.well-known/jwks.json', allow.everyone, {
      summary: 'The public keys by which tokens are verified',
      answer: Jwks,
      handle: async () => Jwks.parse(tokens.jwks),
    }),
    ...outsideRoutes({ accounts, outside, sessionOf }),
    ...secondaryRoutes({
      accounts,
      store,
      view: (account, primary) => ({ ...viewed(account, primary), disabled: account.disabled === true }),
    }),
  ];
}

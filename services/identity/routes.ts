import { AccountView, CreateStaffAccount, RegisterAccount, SessionView, SignIn } from '@kequan/contracts';
import { allow, route, type Route, type Seal } from '@kequan/kit';
import { z } from 'zod';
import type { Accounts } from './accounts';
import type { Account } from './model';
import { accountView } from './rules';
import type { SignInCheck } from './sign-in';
import type { TokenIssuer } from './tokens';

const Jwks = z.object({ keys: z.array(z.looseObject({ kty: z.string(), kid: z.string() })) });

export interface IdentityRoutesDependencies {
  accounts: Accounts;
  signIn: SignInCheck;
  tokens: TokenIssuer;
  phoneSeal: Seal;
}

/** The routes of identity. None changes an account: role and programme are for ever (R01, R02). */
export function identityRoutes({ accounts, signIn, tokens, phoneSeal }: IdentityRoutesDependencies): Route[] {
  const view = (account: Account) => accountView(account, phoneSeal.open(account.sealedPhone));
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
      handle: async ({ body }) => {
        const account = await signIn(body.loginName, body.password);
        const { token, expiresAt } = await tokens.issue(account);
        return { token, expiresAt: expiresAt.toISOString(), account: view(account) };
      },
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
  ];
}

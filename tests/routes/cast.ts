import { randomBytes } from 'node:crypto';
import {
  AccountView,
  SecondaryAccountView,
  SessionView,
  type AllocateAccount,
  type Role,
  type StaffRole,
} from '@kequan/contracts';
import { createHttp, type Http } from '../client/http';
import { outsideClient } from '../client/outside';
import { phoneOf } from '../journey/run-values';
import type { Trial } from './trials';

/** Somebody who tries a route. */
export interface Person {
  name: string;
  role: Role | undefined;
  programmeId: string;
  accountId: string;
  token: string | undefined;
}

/** Everybody who tries the routes. */
export interface Cast {
  nobody: Person;
  /** The provider whom the facts belong to. */
  owner: Person;
  /** The voucher user whom the voucher's facts belong to. */
  user: Person;
  /** The primary account whom the secondary account belongs to. */
  primary: Person;
  /** The secondary account that it allocated. */
  secondary: Person;
  everybody: Person[];
}

const STAFF: readonly StaffRole[] = ['office', 'reviewer', 'finance', 'auditor'];
const PROGRAMMES = ['jiangsu', 'shaanxi'];
const NOBODY: Person = { name: 'nobody', role: undefined, programmeId: '', accountId: '', token: undefined };

/**
 * Makes the cast over the public API: nobody, the owner (who has an account), another provider of the same programme and
 * one of another, a voucher user with facts and two without, two primary
 * accounts, a secondary one, the platform administrator, and every staff role in both programmes.
 */
export async function makeCast(
  baseUrl: string,
  adminPassword: string,
  ownersLogin: { loginName: string; password: string },
): Promise<Cast> {
  const http = createHttp({ baseUrl });
  const admin = await signIn(http, 'platformAdmin', 'admin', adminPassword);
  const owner = await signIn(http, 'owner', ownersLogin.loginName, ownersLogin.password);
  const user = await register(http, 'the holder of the voucher', 'voucherUser', 'jiangsu');
  const primary = await signInOutside(baseUrl, 'the primary account', 'zijin-univ');
  const secondary = await allocate(http, 'a secondary account', primary);
  const others = await Promise.all([
    signInOutside(baseUrl, 'another primary account', 'taihu-inst'),
    register(http, 'another provider', 'provider', 'jiangsu'),
    register(http, 'a provider of another programme', 'provider', 'shaanxi'),
    register(http, 'another voucher user', 'voucherUser', 'jiangsu'),
    register(http, 'a voucher user of another programme', 'voucherUser', 'shaanxi'),
    ...STAFF.flatMap((role) =>
      PROGRAMMES.map((programmeId) =>
        register(http, `${role} of ${programmeId}`, role, programmeId, admin.token),
      ),
    ),
  ]);
  const everybody = [NOBODY, owner, user, primary, secondary, admin, ...others];
  return { nobody: NOBODY, owner, user, primary, secondary, everybody };
}

/** Whom the facts of a trial belong to. */
export function ownerOf({ owner }: Pick<Trial, 'owner'>, cast: Cast): Person {
  if (owner === 'primaryAccount') return cast.primary;
  if (owner === 'secondaryAccount') return cast.secondary;
  return owner === 'voucherUser' ? cast.user : cast.owner;
}

/** The staff of a role in a programme. @throws Error when the cast has none */
export function staffOf(cast: Cast, role: StaffRole, programmeId: string): Person {
  const person = cast.everybody.find((one) => one.role === role && one.programmeId === programmeId);
  if (!person) throw new Error(`the cast has no ${role} of ${programmeId}`);
  return person;
}

async function register(
  http: Http,
  name: string,
  role: Role,
  programmeId: string,
  adminToken?: string,
): Promise<Person> {
  const loginName = `t-${randomBytes(6).toString('hex')}`;
  const password = randomBytes(12).toString('base64url');
  const line = adminToken === undefined ? 'POST /v1/accounts' : 'POST /v1/staff-accounts';
  const body = { loginName, password, role, programmeId, displayName: name, phone: phoneOf('137????????') };
  await http.send({ line, token: adminToken, body, answer: AccountView });
  return signIn(http, name, loginName, password);
}

/** What a secondary account is allocated with. */
export function unitAccount(): AllocateAccount {
  return {
    loginName: `t-${randomBytes(6).toString('hex')}`,
    password: randomBytes(12).toString('base64url'),
    displayName: '试用中心',
    phone: phoneOf('136????????'),
  };
}

async function allocate(http: Http, name: string, { token }: Person): Promise<Person> {
  const body = unitAccount();
  await http.send({ line: 'POST /v1/secondary-accounts', token, body, answer: SecondaryAccountView });
  return signIn(http, name, body.loginName, body.password);
}

/** Signs a legal person of the demonstration in by way of the outside instrument system. */
async function signInOutside(baseUrl: string, name: string, loginName: string): Promise<Person> {
  const { token, account } = await outsideClient({ baseUrl }).signIn('jiangsu', loginName);
  const { role, programmeId, accountId } = account;
  return { name, role, programmeId, accountId, token };
}

async function signIn(http: Http, name: string, loginName: string, password: string): Promise<Person> {
  const body = { loginName, password };
  const { token, account } = await http.send({ line: 'POST /v1/sessions', body, answer: SessionView });
  const { role, programmeId, accountId } = account;
  return { name, role, programmeId, accountId, token };
}

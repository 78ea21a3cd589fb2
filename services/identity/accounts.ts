import { failure, newId, programmeOf, type Role } from '@kequan/contracts';
import {
  uniqueValues,
  type AggregateStore,
  type Creations,
  type Logger,
  type Seal,
  type UniqueValues,
} from '@kequan/kit';
import type { Connection } from 'mongoose';
import { isDeepStrictEqual } from 'node:util';
import type { Account, LegalPerson } from './model';
import { hashPassword, isPassword } from './password';
import { accountRegistered, canonicalLoginName } from './rules';

/** What an account is made from. */
export interface NewAccount {
  loginName: string;
  password: string;
  role: Role;
  programmeId: string;
  displayName: string;
  phone: string;
  /** Of a secondary account: who allocates it. */
  primaryAccountId?: string;
}

/** Who has signed in with an account of the instrument system. */
export interface OutsidePerson {
  /** Whose account it is, for ever: the issuer, and the subject within it. */
  issuer: string;
  legalPerson: LegalPerson;
  programmeId: string;
  loginName: string;
  phone: string;
}

/** The accounts of an installation, with their login names unique for ever. */
export interface Accounts {
  /**
   * Makes an account. The same key makes it once.
   * @throws `LoginNameTaken`, `ProgrammeUnknown`, `IdempotencyKeyReused`
   */
  register(wanted: NewAccount, key: string): Promise<Account>;
  /** Makes an account unless its login name has one; an account is never changed by this. */
  ensure(wanted: NewAccount): Promise<Account>;
  /**
   * The primary account of a legal person, made at its first sign-in; later ones take up its facts as they are now.
   * @throws `ProgrammeUnknown`
   */
  ofLegalPerson(person: OutsidePerson): Promise<Account>;
  /** Shuts a secondary account or opens it again. @throws `NotFound` */
  setDisabled(accountId: string, disabled: boolean): Promise<Account>;
  /** @throws `NotFound` */
  setPassword(accountId: string, password: string): Promise<Account>;
  /** The account of a login name, in whatever case it is written. */
  ofLoginName(loginName: string): Promise<Account | undefined>;
  /** @throws `NotFound` */
  get(accountId: string): Promise<Account>;
}

export interface AccountsDependencies {
  connection: Connection;
  store: AggregateStore<Account>;
  creations: Creations;
  phoneSeal: Seal;
  log: Logger;
}

/** Opens the accounts. */
export function openAccounts({
  connection,
  store,
  creations,
  phoneSeal,
  log,
}: AccountsDependencies): Accounts {
  const loginNames: UniqueValues = uniqueValues(connection, 'loginName');
  const outsideAccounts: UniqueValues = uniqueValues(connection, 'outsideAccount');

  async function write(
    accountId: string,
    wanted: Omit<NewAccount, 'password'>,
    secrets: Pick<Account, 'password' | 'legalPerson'>,
  ) {
    const { loginName, role, programmeId, displayName, primaryAccountId } = wanted;
    const sealedPhone = phoneSeal.close(wanted.phone);
    const allocated = primaryAccountId !== undefined && { primaryAccountId };
    return store.insert(
      accountId,
      {
        loginName,
        role,
        programmeId,
        displayName,
        sealedPhone,
        ...allocated,
        ...secrets,
      },
      {
        key: accountId,
        events: [accountRegistered({ accountId, role, programmeId, displayName, sealedPhone, ...allocated })],
      },
    );
  }

  /** Gives a name back, unless the write did reach the store before its answer was lost. */
  async function release(name: string, accountId: string): Promise<void> {
    try {
      if (!(await store.find(accountId))) await loginNames.release(name, accountId);
    } catch (error) {
      log.warn({ err: error, accountId }, 'a login name stays taken; a retry with the same key takes it up');
    }
  }

  return {
    get: (accountId) => store.get(accountId),
    async ofLoginName(loginName) {
      const accountId = await loginNames.holder(canonicalLoginName(loginName));
      return accountId === undefined ? undefined : store.find(accountId);
    },
    async register(wanted, key) {
      programmeOf(wanted.programmeId);
      const { password, ...rest } = wanted;
      // The password stays out of what recognises a repetition: a quick hash of it must stand nowhere.
      const accountId = await creations.idFor(key, rest);
      const hash = await hashPassword(password);
      const name = canonicalLoginName(wanted.loginName);
      if ((await loginNames.take(name, accountId)) !== accountId)
        throw failure('LoginNameTaken', { loginName: wanted.loginName });
      try {
        const { doc, applied } = await write(accountId, wanted, { password: hash });
        if (!applied && !(doc.password && (await isPassword(password, doc.password))))
          throw failure('IdempotencyKeyReused');
        return doc;
      } catch (error) {
        await release(name, accountId);
        throw error;
      }
    },
    async ensure(wanted) {
      const found = await this.ofLoginName(wanted.loginName);
      if (found) return found;
      // A name that a crash left without its account keeps the id under which it was taken.
      const accountId = await loginNames.take(canonicalLoginName(wanted.loginName), newId());
      return (await write(accountId, wanted, { password: await hashPassword(wanted.password) })).doc;
    },
    async ofLegalPerson({ issuer, legalPerson, programmeId, loginName, phone }) {
      const value = JSON.stringify([programmeId, issuer, legalPerson.legalPersonId]);
      const accountId = await outsideAccounts.take(value, newId());
      const displayName = legalPerson.legalPersonName;
      const wanted = { loginName, role: 'primaryAccount' as const, programmeId, displayName, phone };
      const { doc } = await write(accountId, wanted, { legalPerson });
      if (isDeepStrictEqual(doc.legalPerson, legalPerson)) return doc;
      return (
        await store.command(accountId, { key: newId(), change: { $set: { legalPerson, displayName } } })
      ).doc;
    },
    async setDisabled(accountId, disabled) {
      return (await store.command(accountId, { key: newId(), change: { $set: { disabled } } })).doc;
    },
    async setPassword(accountId, password) {
      const hash = await hashPassword(password);
      return (await store.command(accountId, { key: newId(), change: { $set: { password: hash } } })).doc;
    },
  };
}

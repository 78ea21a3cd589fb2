import { failure, newId, programmeOf, type Role } from '@kequan/contracts';
import {
  uniqueValues,
  type AggregateStore,
  type Creations,
  type Logger,
  type Seal,
  type UniqueValues,
} from '@kequan/kit';
import type { Db } from 'mongodb';
import type { Account } from './model';
import { hashPassword, isPassword, type PasswordHash } from './password';
import { accountRegistered, canonicalLoginName } from './rules';

/** What an account is made from. */
export interface NewAccount {
  loginName: string;
  password: string;
  role: Role;
  programmeId: string;
  displayName: string;
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
  /** The account of a login name, in whatever case it is written. */
  ofLoginName(loginName: string): Promise<Account | undefined>;
  /** @throws `NotFound` */
  get(accountId: string): Promise<Account>;
}

export interface AccountsDependencies {
  db: Db;
  store: AggregateStore<Account>;
  creations: Creations;
  phoneSeal: Seal;
  log: Logger;
}

/** Opens the accounts. */
export function openAccounts({ db, store, creations, phoneSeal, log }: AccountsDependencies): Accounts {
  const loginNames: UniqueValues = uniqueValues(db, 'loginName');

  async function write(accountId: string, wanted: NewAccount, password: PasswordHash) {
    const { loginName, role, programmeId, displayName } = wanted;
    const sealedPhone = phoneSeal.close(wanted.phone);
    return store.insert(
      accountId,
      { loginName, role, programmeId, displayName, sealedPhone, password },
      {
        key: accountId,
        events: [accountRegistered({ accountId, role, programmeId, displayName, sealedPhone })],
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
        const { doc, applied } = await write(accountId, wanted, hash);
        if (!applied && !(await isPassword(password, doc.password))) throw failure('IdempotencyKeyReused');
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
      return (await write(accountId, wanted, await hashPassword(wanted.password))).doc;
    },
  };
}

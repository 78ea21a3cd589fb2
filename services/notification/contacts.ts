import type { EventData, Role } from '@kequan/contracts';
import { ensureIndexes } from '@kequan/kit';
import type { Db, Filter } from 'mongodb';
import { CONTACT_INDEXES, type Contact } from './model';

/** How accounts are reached; what identity's events told. */
export interface Contacts {
  /** Takes up an account; told twice, it is there once. */
  learn(account: EventData<'kequan.identity.account-registered.v1'>): Promise<void>;
  /** The contact of an account; undefined while its event has not come. */
  of(accountId: string): Promise<Contact | undefined>;
  /** Everybody of a role in a programme; the platform administrators look after all programmes. */
  ofRole(role: Role, programmeId: string): Promise<string[]>;
  ensureIndexes(): Promise<void>;
}

/** Opens the contacts of a database. */
export function openContacts(db: Db): Contacts {
  const contacts = db.collection<Contact>('contacts');
  return {
    async learn({ accountId, role, programmeId, sealedPhone }) {
      await contacts.replaceOne({ _id: accountId }, { role, programmeId, sealedPhone }, { upsert: true });
    },
    of: async (accountId) => (await contacts.findOne({ _id: accountId })) ?? undefined,
    async ofRole(role, programmeId) {
      const filter: Filter<Contact> = role === 'platformAdmin' ? { role } : { role, programmeId };
      const found = await contacts.find(filter, { projection: { _id: 1 } }).toArray();
      return found.map(({ _id }) => _id);
    },
    ensureIndexes: () => ensureIndexes(contacts, CONTACT_INDEXES),
  };
}

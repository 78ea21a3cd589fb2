import type { EventData, Role } from '@kequan/contracts';
import { openModel } from '@kequan/kit';
import type { Connection } from 'mongoose';
import { contactSchema, type Contact } from './model';

/** How accounts are reached; what identity's events told. */
export interface Contacts {
  /** Takes up an account; told twice, it is there once. */
  learn(account: EventData<'kequan.identity.account-registered.v1'>): Promise<void>;
  /** The contact of an account; undefined while its event has not come. */
  of(accountId: string): Promise<Contact | undefined>;
  /** Everybody of a role in a programme; the platform administrators look after all programmes. */
  ofRole(role: Role, programmeId: string): Promise<string[]>;
}

/** Opens the contacts of a database. */
export function openContacts(connection: Connection): Contacts {
  const contacts = openModel(connection, 'contacts', contactSchema);
  return {
    async learn({ accountId, role, programmeId, sealedPhone }) {
      await contacts.replaceOne({ _id: accountId }, { role, programmeId, sealedPhone }, { upsert: true });
    },
    of: async (accountId) => (await contacts.findOne({ _id: accountId }).lean<Contact>()) ?? undefined,
    async ofRole(role, programmeId) {
      const filter = role === 'platformAdmin' ? { role } : { role, programmeId };
      const found = await contacts.find(filter, { _id: 1 }).lean<Pick<Contact, '_id'>[]>();
      return found.map(({ _id }) => _id);
    },
  };
}

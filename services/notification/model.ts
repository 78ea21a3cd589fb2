import type { Role } from '@kequan/contracts';
import {
  aggregateStore,
  OUTBOX_INDEX,
  type Aggregate,
  type AggregateStore,
  type IndexOf,
  type Relay,
} from '@kequan/kit';
import type { Db } from 'mongodb';

/** How an account is reached: projected from identity's events, the number still sealed. `_id` is the account's id. */
export interface Contact {
  _id: string;
  role: Role;
  programmeId: string;
  sealedPhone: string;
}

/** A message to one account. `_id` is `<eventId>:<accountId>`: one event makes one message to one account, for ever. */
export interface Message extends Aggregate {
  eventId: string;
  accountId: string;
  programmeId: string;
  institutionId?: string;
  channel: 'sms';
  textKey: string;
  params: Record<string, string>;
  /** In the words that are sent. */
  text: string;
  status: 'pending' | 'sent';
  attempts: number;
  /** When it may be tried next; moved on before each attempt, so that it is also the lease of who tries. */
  nextAttemptAt?: Date;
  sentAt?: Date;
  providerMessageId?: string;
}

export const CONTACT_INDEXES: readonly IndexOf[] = [{ keys: { role: 1, programmeId: 1 } }];

export const MESSAGE_INDEXES: readonly IndexOf[] = [
  OUTBOX_INDEX,
  // By which the dispatcher finds what is due.
  {
    keys: { nextAttemptAt: 1 },
    options: { name: 'due', partialFilterExpression: { status: 'pending' } },
  },
  { keys: { accountId: 1, _id: -1 } },
];

/** The messages of an installation. */
export function messageStore(db: Db, relay: Relay): AggregateStore<Message> {
  return aggregateStore<Message>(db, 'messages', 'notification', relay);
}

/** The id of the message that an event makes for an account. */
export function messageId(eventId: string, accountId: string): string {
  return `${eventId}:${accountId}`;
}

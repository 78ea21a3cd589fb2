import { Role } from '@kequan/contracts';
import {
  aggregateSchema,
  aggregateStore,
  documentSchema,
  instant,
  mixed,
  oneOf,
  optional,
  text,
  whole,
  type AggregateStore,
  type DocumentOf,
  type Relay,
} from '@kequan/kit';
import type { Connection } from 'mongoose';

/** How an account is reached: projected from identity's events, the number still sealed. `_id` is the account's id. */
export const contactSchema = documentSchema({
  _id: text,
  role: oneOf(Role.options),
  programmeId: text,
  sealedPhone: text,
}).index({ role: 1, programmeId: 1 });

/** A message to one account. `_id` is `<eventId>:<accountId>`: one event makes one message to one account, for ever. */
export const messageSchema = aggregateSchema({
  eventId: text,
  accountId: text,
  programmeId: text,
  institutionId: optional(text),
  channel: oneOf(['sms']),
  textKey: text,
  params: mixed<Record<string, string>>(),
  /** In the words that are sent. */
  text,
  status: oneOf(['pending', 'sent']),
  attempts: whole,
  /** When it may be tried next; moved on before each attempt, so that it is also the lease of who tries. */
  nextAttemptAt: optional(instant),
  sentAt: optional(instant),
  providerMessageId: optional(text),
})
  // By which the dispatcher finds what is due.
  .index({ nextAttemptAt: 1 }, { name: 'due', partialFilterExpression: { status: 'pending' } })
  .index({ accountId: 1, _id: -1 });

export type Contact = DocumentOf<typeof contactSchema>;
export type Message = DocumentOf<typeof messageSchema>;

/** The messages of an installation. */
export function messageStore(connection: Connection, relay: Relay): AggregateStore<Message> {
  return aggregateStore(connection, 'messages', messageSchema, 'notification', relay);
}

/** The id of the message that an event makes for an account. */
export function messageId(eventId: string, accountId: string): string {
  return `${eventId}:${accountId}`;
}

import { randomUUID } from 'node:crypto';
import { appendFileSync, existsSync, mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** A message as the provider keeps it. */
export interface SmsMessage {
  messageId: string;
  idempotencyKey: string | undefined;
  to: string;
  text: string;
  signature: string | undefined;
  /** ISO 8601, UTC. */
  acceptedAt: string;
}

/** What a client hands in. */
export type NewSmsMessage = Pick<SmsMessage, 'idempotencyKey' | 'to' | 'text' | 'signature'>;

/** Keeps messages in an append-only file, one JSON line each; they survive a restart. */
export interface MessageStore {
  /** Keeps the message; with a key that was seen before it answers the message kept then. */
  accept(message: NewSmsMessage): SmsMessage;
  /** All messages, oldest first; only those to this phone number when one is given. */
  list(to?: string): SmsMessage[];
}

/** Opens the store in a folder, which is made when missing. */
export function openMessageStore(dataDir: string): MessageStore {
  mkdirSync(dataDir, { recursive: true });
  const file = join(dataDir, 'messages.jsonl');
  const messages = existsSync(file) ? readLines(file) : [];
  const byKey = new Map(messages.map((message) => [message.idempotencyKey, message]));
  return {
    accept(message) {
      const before = message.idempotencyKey === undefined ? undefined : byKey.get(message.idempotencyKey);
      if (before !== undefined) {
        return before;
      }
      const kept = { messageId: randomUUID(), ...message, acceptedAt: new Date().toISOString() };
      appendFileSync(file, `${JSON.stringify(kept)}\n`);
      messages.push(kept);
      byKey.set(kept.idempotencyKey, kept);
      return kept;
    },
    list: (to) => messages.filter((message) => to === undefined || message.to === to),
  };
}

/** A last line without its end was cut by a crash before it was acknowledged: it does not count. */
function readLines(file: string): SmsMessage[] {
  const text = readFileSync(file, 'utf8');
  return text
    .slice(0, text.lastIndexOf('\n') + 1)
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line) as SmsMessage);
}

import { event, text } from '@kequan/contracts';
import { backOffMs, pause, type AggregateStore, type Logger, type Seal } from '@kequan/kit';
import type { Contacts } from './contacts';
import type { Message } from './model';
import type { SmsProvider } from './provider';

/** Sends what is due, beside requests and events. */
export interface Dispatcher {
  start(): void;
  /** Says that something is due now. */
  wake(): void;
  /** Ends after what is under way; the provider answers or is given up within seconds. */
  stop(): Promise<void>;
}

export interface DispatcherDependencies {
  messages: AggregateStore<Message>;
  contacts: Contacts;
  phoneSeal: Seal;
  provider: SmsProvider;
  log: Logger;
  /** How often the store is searched for what is due. */
  sweepEveryMs?: number;
}

/** How many messages one round takes, and how many accounts are served side by side. */
const ROUND = 100;
const SIDE_BY_SIDE = 8;
/** A replica that died while sending is replaced after this; longer than the provider may take. */
const LEASE_MS = 15_000;
const FIRST_WAIT_MS = 500;
const LONGEST_WAIT_MS = 5 * 60_000;

/**
 * Makes the dispatcher. A message is leased by one conditional write before it is sent, carries its id as idempotency key,
 * and is tried until the provider has it: so it is sent once, by whichever replica, over restarts and lost answers.
 */
export function createDispatcher(deps: DispatcherDependencies): Dispatcher {
  const { messages, contacts, phoneSeal, provider, log, sweepEveryMs = 2_000 } = deps;
  const stopping = new AbortController();
  let waiting = new AbortController();
  /** When the first of what this round put off is due, in epoch milliseconds. */
  let soonestRetryMs = Infinity;
  let running: Promise<void> | undefined;

  async function runForEver(): Promise<void> {
    while (!stopping.signal.aborted) {
      // Woken while a round runs, the wait after it ends at once.
      waiting = new AbortController();
      soonestRetryMs = Infinity;
      const found = await round();
      const sweepMs = sweepEveryMs * (0.8 + Math.random() * 0.4);
      const retryMs = Math.max(0, soonestRetryMs - Date.now());
      if (found < ROUND) await pause(Math.min(sweepMs, retryMs), waiting.signal);
    }
  }

  /** Sends what is due; the messages to one account in their order. @returns how many were due */
  async function round(): Promise<number> {
    try {
      const due = await messages.model
        .find({ status: 'pending', nextAttemptAt: { $lte: new Date() } })
        .sort({ nextAttemptAt: 1 })
        .limit(ROUND)
        .lean<Message[]>();
      const lanes = [...Map.groupBy(due, ({ accountId }) => accountId).values()].values();
      const work = async (): Promise<void> => {
        for (const lane of lanes)
          for (const message of lane) if (!stopping.signal.aborted) await attempt(message);
      };
      await Promise.all(Array.from({ length: SIDE_BY_SIDE }, work));
      return due.length;
    } catch (error) {
      log.warn({ err: error }, 'messages could not be searched or written; tried again');
      return 0;
    }
  }

  async function attempt(found: Message): Promise<void> {
    const message = await lease(found);
    if (!message) return;
    try {
      const contact = await contacts.of(message.accountId);
      if (!contact) {
        log.debug({ messageId: message._id }, 'the account is not known yet; the message waits');
        await postpone(message);
        return;
      }
      const providerMessageId = await provider.send(message._id, {
        to: phoneSeal.open(contact.sealedPhone),
        text: message.text,
        signature: text('zh', 'sms.signature'),
      });
      await markSent(message, providerMessageId);
    } catch (error) {
      log.warn({ err: error, messageId: message._id, attempts: message.attempts }, 'message not sent yet');
      await postpone(message);
    }
  }

  /** Takes a due message for this replica; undefined when another one was first. */
  async function lease({ _id, attempts, nextAttemptAt }: Message): Promise<Message | undefined> {
    if (!nextAttemptAt) return undefined;
    const doc = await messages.model
      .findOneAndUpdate(
        { _id, status: 'pending', nextAttemptAt },
        {
          $set: { nextAttemptAt: new Date(Date.now() + LEASE_MS), attempts: attempts + 1 },
          $inc: { version: 1 },
        },
        { returnDocument: 'after' },
      )
      .lean<Message>();
    return doc ?? undefined;
  }

  /** Lets a message wait; unless another replica has taken it since, because this one was slow. */
  async function postpone({ _id, attempts, nextAttemptAt }: Message): Promise<void> {
    const dueMs = Date.now() + backOffMs(attempts, FIRST_WAIT_MS, LONGEST_WAIT_MS);
    soonestRetryMs = Math.min(soonestRetryMs, dueMs);
    await messages.model.updateOne(
      { _id, status: 'pending', ...(nextAttemptAt ? { nextAttemptAt } : {}) },
      { $set: { nextAttemptAt: new Date(dueMs) }, $inc: { version: 1 } },
    );
  }

  async function markSent(message: Message, providerMessageId: string): Promise<void> {
    const { _id, channel, accountId, textKey, institutionId, programmeId } = message;
    await messages.command(_id, {
      key: 'sent',
      change: {
        $set: { status: 'sent', sentAt: new Date(), providerMessageId },
        $unset: { nextAttemptAt: '' },
      },
      events: [
        event('kequan.notification.message-sent.v1', {
          messageId: _id,
          channel,
          recipientAccountId: accountId,
          textKey,
          ...(institutionId !== undefined && { institutionId }),
          programmeId,
        }),
      ],
    });
  }

  return {
    wake: () => waiting.abort(),
    start() {
      running ??= runForEver();
    },
    async stop() {
      stopping.abort();
      waiting.abort();
      await running;
    },
  };
}

import type { KeQuanEvent, Language } from '@kequan/contracts';
import type { AggregateStore, EventHandler, Logger } from '@kequan/kit';
import type { Contacts } from './contacts';
import { messageId, type Message } from './model';
import { messageText, type PlannedMessage } from './message-words';
import { plannedMessages } from './rules';

/** The programmes of today speak Chinese to their people. */
const SPOKEN: Language = 'zh';

export interface ConsumerDependencies {
  contacts: Contacts;
  messages: AggregateStore<Message>;
  log: Logger;
  /** Told that there is something to send; the consumer never waits for a provider. */
  wake: () => void;
}

/** What notification does when an event arrives: it takes up a contact, or writes the messages that the event asks for. */
export function onEvent({ contacts, messages, log, wake }: ConsumerDependencies): EventHandler {
  async function recipients({ recipient, programmeId }: PlannedMessage): Promise<string[]> {
    return 'accountId' in recipient ? [recipient.accountId] : contacts.ofRole(recipient.role, programmeId);
  }

  async function write(event: KeQuanEvent, planned: PlannedMessage): Promise<void> {
    const { programmeId, institutionId, textKey, params, once } = planned;
    const accountIds = await recipients(planned);
    if (accountIds.length === 0)
      log.warn({ eventId: event.id, type: event.type }, 'nobody to tell of an event');
    for (const accountId of accountIds) {
      await messages.insert(
        messageId(once ?? event.id, accountId),
        {
          eventId: event.id,
          accountId,
          programmeId,
          ...(institutionId !== undefined && { institutionId }),
          channel: 'sms',
          textKey,
          params,
          text: messageText(SPOKEN, planned),
          status: 'pending',
          attempts: 0,
          nextAttemptAt: new Date(),
        },
        { key: event.id },
      );
    }
    wake();
  }

  return async (event) => {
    if (event.type === 'kequan.identity.account-registered.v1') return contacts.learn(event.data);
    for (const planned of plannedMessages(event, SPOKEN)) await write(event, planned);
  };
}

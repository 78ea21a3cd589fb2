import type { ServiceDefinition } from '@kequan/kit';
import { notificationSettings } from './config';
import { onEvent } from './consumers';
import { openContacts } from './contacts';
import { createDispatcher } from './dispatcher';
import { messageStore } from './model';
import { smsProvider } from './provider';
import { notificationRoutes } from './routes';

/** Notification: tells people of every result, with the next step, from events. */
export const definition: ServiceDefinition = {
  name: 'notification',
  publishes: 'notification',
  create({ environment, connection, relay, log, sealFor }) {
    const { smsUrl } = notificationSettings(environment);
    const messages = messageStore(connection, relay);
    const contacts = openContacts(connection);
    const dispatcher = createDispatcher({
      messages,
      contacts,
      phoneSeal: sealFor('phone'),
      provider: smsProvider(smsUrl),
      log,
    });
    return {
      routes: notificationRoutes(messages),
      consumes: {
        sources: ['identity', 'institution', 'catalog', 'review', 'voucher', 'trade', 'settlement'],
        handle: onEvent({ contacts, messages, log, wake: () => dispatcher.wake() }),
      },
      start: async () => dispatcher.start(),
      stop: () => dispatcher.stop(),
    };
  },
};

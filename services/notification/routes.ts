import { MessageView, PageQuery, pageOf } from '@kequan/contracts';
import { allow, pageById, route, type AggregateStore, type Route } from '@kequan/kit';
import type { Message } from './model';

/** The routes of notification: everybody reads the messages to himself. */
export function notificationRoutes(messages: AggregateStore<Message>): Route[] {
  return [
    route('GET /v1/messages', allow.signedIn, {
      summary: 'The messages to the signed-in account, newest first',
      query: PageQuery,
      answer: pageOf(MessageView),
      handle: async ({ caller, query }) =>
        pageById(messages.model, { accountId: caller.accountId }, query, view),
    }),
  ];
}

function view({ _id, channel, text, status, createdAt, sentAt }: Message): MessageView {
  return {
    messageId: _id,
    channel,
    text,
    status,
    createdAt: createdAt.toISOString(),
    ...(sentAt ? { sentAt: sentAt.toISOString() } : {}),
  };
}

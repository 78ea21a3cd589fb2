import { MessageView, pageOf } from '@kequan/contracts';
import type { Http } from './http';

/** The messages to the signed-in account. */
export function notificationClient(http: Http, token: string) {
  return {
    messages: () => http.send({ line: 'GET /v1/messages?limit=100', token, answer: pageOf(MessageView) }),
  };
}

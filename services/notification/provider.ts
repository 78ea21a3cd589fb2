import { OutsideAnswer } from '@kequan/kit';

/** A short message as the provider takes it. */
interface ShortMessage {
  to: string;
  text: string;
  signature: string;
}

/** The outside provider of short messages. */
export interface SmsProvider {
  /**
   * Hands a message over. The same key hands it over once, however often it is called.
   * @returns the provider's id of the message
   * @throws OutsideAnswer when the provider did not say that it has it
   */
  send(idempotencyKey: string, message: ShortMessage): Promise<string>;
}

const ANSWER_WITHIN_MS = 5_000;

/** The provider at an address (`POST /messages`). */
export function smsProvider(baseUrl: string): SmsProvider {
  return {
    async send(idempotencyKey, message) {
      const response = await fetch(new URL('messages', withSlash(baseUrl)), {
        method: 'POST',
        headers: { 'Content-Type': 'application/json', 'Idempotency-Key': idempotencyKey },
        body: JSON.stringify(message),
        signal: AbortSignal.timeout(ANSWER_WITHIN_MS),
      });
      const answer: unknown = await response.json();
      if (response.status !== 202 || !hasMessageId(answer))
        throw new OutsideAnswer('the SMS provider', response.status);
      return answer.messageId;
    },
  };
}

function withSlash(url: string): string {
  return url.endsWith('/') ? url : `${url}/`;
}

function hasMessageId(answer: unknown): answer is { messageId: string } {
  return (
    typeof answer === 'object' &&
    answer !== null &&
    'messageId' in answer &&
    typeof answer.messageId === 'string'
  );
}

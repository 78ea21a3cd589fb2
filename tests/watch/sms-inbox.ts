import { z } from 'zod';

const Messages = z.object({
  messages: z.array(
    z.object({ messageId: z.string(), to: z.string(), text: z.string(), acceptedAt: z.string() }),
  ),
});
export type ReceivedSms = z.infer<typeof Messages>['messages'][number];

/** The short messages that the provider has taken for a phone, oldest first. */
export async function smsTo(smsUrl: string, phone: string): Promise<ReceivedSms[]> {
  const response = await fetch(new URL(`/messages?to=${encodeURIComponent(phone)}`, smsUrl));
  if (!response.ok) throw new Error(`SMS provider: ${response.status}`);
  return Messages.parse(await response.json()).messages;
}

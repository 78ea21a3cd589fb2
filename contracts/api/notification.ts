import { z } from 'zod';
import { Instant } from './common';

/** A message to the signed-in account. */
export const MessageView = z.object({
  messageId: z.string(),
  channel: z.enum(['sms']),
  text: z.string(),
  status: z.enum(['pending', 'sent']),
  createdAt: Instant,
  sentAt: Instant.optional(),
});
export type MessageView = z.infer<typeof MessageView>;

import { z } from 'zod';
import { Id } from '../ids';

/** The services that publish events; each has one topic. */
export const EventSource = z.enum([
  'identity',
  'institution',
  'catalog',
  'review',
  'files',
  'notification',
  'voucher',
  'trade',
  'settlement',
]);
export type EventSource = z.infer<typeof EventSource>;

/** The attributes of CloudEvents 1.0 that every event of ours has; `traceparent` is its distributed-tracing extension. */
export const EventEnvelope = z.object({
  specversion: z.literal('1.0'),
  id: Id,
  source: z.templateLiteral(['/kequan/', EventSource]),
  type: z.string().regex(/^kequan\.[a-z]+\.[a-z-]+\.v\d+$/),
  subject: z.string().min(1),
  time: z.iso.datetime(),
  datacontenttype: z.literal('application/json'),
  traceparent: z.string().optional(),
  data: z.unknown(),
});
export type EventEnvelope = z.infer<typeof EventEnvelope>;

/** The topic of a service. @param instance the installation's prefix, so that several share a cluster */
export function topicOf(instance: string, source: EventSource): string {
  return `${instance}.${source}`;
}

/** The topic of what a consumer could not read. */
export function deadLetterTopicOf(topic: string): string {
  return `${topic}.dlq`;
}

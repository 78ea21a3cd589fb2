import { context, propagation } from '@opentelemetry/api';
import { newId, type KeQuanEvent, type NewEvent } from '@kequan/contracts';

/** A larger event could not be published ever (the broker takes 1 MiB), so it must not get into an outbox. */
const MOST_EVENT_BYTES = 512 * 1024;

/**
 * Completes new events with id, source, subject, time and the trace in which they happened.
 * @throws RangeError when an event is too large for the broker: a mistake of ours, ids belong into events and not documents
 */
export function stampEvents(
  source: string,
  subject: string,
  events: readonly NewEvent[],
  at: Date,
): KeQuanEvent[] {
  if (events.length === 0) return [];
  const traceparent = currentTraceparent();
  return events.map(({ type, data }) => {
    if (Buffer.byteLength(JSON.stringify(data)) > MOST_EVENT_BYTES)
      throw new RangeError(`event too large to publish: ${type}`);
    return {
      specversion: '1.0',
      id: newId(),
      source: `/kequan/${source}`,
      type,
      subject,
      time: at.toISOString(),
      datacontenttype: 'application/json',
      ...(traceparent ? { traceparent } : {}),
      data,
    } as KeQuanEvent;
  });
}

function currentTraceparent(): string | undefined {
  const carrier: Record<string, string> = {};
  propagation.inject(context.active(), carrier);
  return carrier['traceparent'];
}

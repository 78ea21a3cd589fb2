import { EventEnvelope } from './envelope';
import { EVENT_DATA, type EventType, type KeQuanEvent } from './types';

export type ReadEvent = { kind: 'event'; event: KeQuanEvent } | { kind: 'unknownType'; type: string };

/**
 * Reads an event from the text of a Kafka message. A type that this version does not know is no fault: a newer producer
 * may be ahead of this consumer.
 * @throws SyntaxError when it is not JSON, ZodError when the envelope or the data of a known type is wrong
 */
export function readEvent(text: string): ReadEvent {
  const envelope = EventEnvelope.parse(JSON.parse(text));
  if (!isEventType(envelope.type)) return { kind: 'unknownType', type: envelope.type };
  const data = EVENT_DATA[envelope.type].parse(envelope.data);
  return { kind: 'event', event: { ...envelope, data } as KeQuanEvent };
}

function isEventType(type: string): type is EventType {
  return Object.hasOwn(EVENT_DATA, type);
}

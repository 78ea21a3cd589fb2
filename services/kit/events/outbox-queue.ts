import type { KeQuanEvent } from '@kequan/contracts';
import type { DocumentModel } from '../store/connection';
import type { Aggregate } from '../store/schema';
import type { BrokerMessage } from './broker';

/** An event on its way, and the outbox that it leaves when the broker has it. */
export interface PendingEvent {
  model: DocumentModel<Aggregate>;
  id: string;
  event: KeQuanEvent;
}

export interface Batch {
  pending: readonly PendingEvent[];
  messages: readonly BrokerMessage[];
}

/** Beyond this the memory is spared: the sweep finds the rest in the outboxes. */
const MOST_PENDING = 20_000;
const MOST_KNOWN = 50_000;
const BATCH_EVENTS = 500;
/** Half of what a broker takes in one batch of a partition by default (`message.max.bytes`, 1 MiB). */
const BATCH_BYTES = 512 * 1024;

/** The events that wait in memory for the broker, each once, in the order in which they were offered. */
export class OutboxQueue {
  private waiting: PendingEvent[] = [];
  /**
   * An event is remembered past its removal: a command that ran beside the removal may still answer an outbox with it.
   */
  private readonly known = new Set<string>();

  get size(): number {
    return this.waiting.length;
  }

  /** Takes the events of an outbox that are not known yet; when the memory is full, none. */
  offer(model: DocumentModel<Aggregate>, id: string, events: readonly KeQuanEvent[]): void {
    for (const event of events) {
      if (this.known.has(event.id)) continue;
      if (this.waiting.length >= MOST_PENDING) return;
      this.remember(event.id);
      this.waiting.push({ model, id, event });
    }
  }

  /** The next events, as many as the broker takes at once. They stay until `drop`. */
  next(): Batch {
    const messages: BrokerMessage[] = [];
    let bytes = 0;
    for (const { event } of this.waiting) {
      const value = JSON.stringify(event);
      bytes += Buffer.byteLength(value);
      if (messages.length > 0 && (bytes > BATCH_BYTES || messages.length >= BATCH_EVENTS)) break;
      messages.push({ key: event.subject, value });
    }
    return { pending: this.waiting.slice(0, messages.length), messages };
  }

  /** The broker has the batch. */
  drop(batch: Batch): void {
    this.waiting = this.waiting.slice(batch.pending.length);
  }

  /** Events that a sweep shall offer again. */
  forget(events: readonly PendingEvent[]): void {
    for (const { event } of events) this.known.delete(event.id);
  }

  private remember(eventId: string): void {
    this.known.add(eventId);
    if (this.known.size <= MOST_KNOWN) return;
    const [oldest] = this.known;
    if (oldest !== undefined) this.known.delete(oldest);
  }
}

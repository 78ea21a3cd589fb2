import { context, propagation, SpanKind, trace } from '@opentelemetry/api';
import { deadLetterTopicOf, readEvent, type KeQuanEvent } from '@kequan/contracts';
import type { Logger } from '../base/log';
import { backOffMs, endsBefore, pause } from '../base/wait';
import type { Broker, Publisher, ReceivedMessage, Subscription } from './broker';
import { verdictOn } from './verdict';

/**
 * Takes the effect of one event. It may be called again for the same event: the effect is once because the event's id
 * stands in the same document as the effect.
 */
export type EventHandler = (event: KeQuanEvent) => Promise<void>;

export interface ConsumerOptions {
  broker: Broker;
  publisher: Publisher;
  groupId: string;
  topics: readonly string[];
  handle: EventHandler;
  log: Logger;
  /** How often a message is tried whose failure no time will mend. */
  attempts?: number;
  /** How long an end waits for handlers; what they were at is left uncommitted then, and comes again. */
  graceMs?: number;
}

/** How many aggregates of one batch are worked side by side; the events of one aggregate stay in order. */
const SIDE_BY_SIDE = 16;
/** How many messages are worked before the offset is committed. */
const CHUNK = 64;

/**
 * Consumes topics: the offset is committed after the effect; what cannot be read or worked goes to the dead-letter topic
 * with the reason, and the rest goes on. A store that is away is waited for.
 */
export async function consume(options: ConsumerOptions): Promise<Subscription> {
  const stopping = new AbortController();
  const givingUp = new AbortController();
  const subscription = await options.broker.subscribe(options.groupId, options.topics, async (batch) => {
    for (let from = 0; from < batch.messages.length && batch.running();) {
      const chunk = batch.messages.slice(from, from + CHUNK);
      const beating = setInterval(
        () => void batch.beat().catch((error: unknown) => options.log.debug({ err: error }, 'heartbeat')),
        2_000,
      );
      try {
        if (!(await endsBefore(workChunk(chunk, options, stopping.signal), givingUp.signal))) return;
      } catch (error) {
        // Ended while waiting: without a commit the messages come again.
        if (stopping.signal.aborted) return;
        throw error;
      } finally {
        clearInterval(beating);
      }
      const last = chunk.at(-1);
      if (last) await batch.done(last);
      await batch.beat();
      from += chunk.length;
    }
  });
  return {
    async stop() {
      stopping.abort();
      const timer = setTimeout(() => givingUp.abort(), options.graceMs ?? 15_000);
      await subscription.stop();
      clearTimeout(timer);
    },
  };
}

/** Works the messages of each aggregate in their order, and aggregates side by side. Ends when all of them have ended. */
async function workChunk(
  chunk: readonly ReceivedMessage[],
  options: ConsumerOptions,
  signal: AbortSignal,
): Promise<void> {
  const lanes = Map.groupBy(chunk, ({ key }) => key).values();
  let failed = false;
  const work = async (): Promise<void> => {
    for (const lane of lanes) {
      for (const message of lane) {
        if (failed) return;
        await workMessage(message, options, signal);
      }
    }
  };
  const workers = Array.from({ length: SIDE_BY_SIDE }, () =>
    work().catch((error: unknown) => {
      failed = true;
      throw error;
    }),
  );
  const ends = await Promise.allSettled(workers);
  for (const end of ends) if (end.status === 'rejected') throw end.reason;
}

async function workMessage(
  message: ReceivedMessage,
  options: ConsumerOptions,
  signal: AbortSignal,
): Promise<void> {
  let event: KeQuanEvent;
  try {
    const read = readEvent(message.value);
    if (read.kind === 'unknownType') return;
    event = read.event;
  } catch (error) {
    await bury(message, `cannot be read: ${String(error)}`, options);
    return;
  }
  await inTraceOf(event, options.groupId, () => workEvent(event, message, options, signal));
}

async function workEvent(
  event: KeQuanEvent,
  message: ReceivedMessage,
  options: ConsumerOptions,
  signal: AbortSignal,
): Promise<void> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      await options.handle(event);
      return;
    } catch (error) {
      if (verdictOn(error, attempt, options.attempts ?? 6) === 'putAside') {
        await bury(message, `cannot be worked: ${String(error)}`, options);
        return;
      }
      options.log.warn(
        { err: error, eventId: event.id, type: event.type, attempt },
        'event not worked yet; tried again',
      );
      if (!(await pause(backOffMs(attempt), signal))) throw error;
    }
  }
}

async function bury(message: ReceivedMessage, reason: string, options: ConsumerOptions): Promise<void> {
  options.log.error(
    { topic: message.topic, partition: message.partition, offset: message.offset, reason },
    'event to dead letters',
  );
  await options.publisher.publish(deadLetterTopicOf(message.topic), [
    {
      key: message.key,
      value: message.value,
      headers: {
        reason: reason.slice(0, 2000),
        group: options.groupId,
        partition: String(message.partition),
        offset: message.offset,
      },
    },
  ]);
}

/** Goes on with the trace in which the event happened. */
function inTraceOf(event: KeQuanEvent, groupId: string, work: () => Promise<void>): Promise<void> {
  const parent = event.traceparent
    ? propagation.extract(context.active(), { traceparent: event.traceparent })
    : context.active();
  const span = trace
    .getTracer('kequan')
    .startSpan(
      `consume ${event.type}`,
      { kind: SpanKind.CONSUMER, attributes: { 'messaging.consumer.group.name': groupId } },
      parent,
    );
  return context.with(trace.setSpan(parent, span), () => work().finally(() => span.end()));
}

import { context, propagation, SpanKind, trace } from '@opentelemetry/api';
import { deadLetterTopicOf, readEvent, type KeQuanEvent } from '@kequan/contracts';
import type { Logger } from '../base/log';
import { backOffMs, endsBefore, endsWithin, pause } from '../base/wait';
import type { Broker, Publisher, ReceivedMessage, Subscription } from './broker';
import type { Progress } from './progress';
import { whileItGetsOn } from './pulse';
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
  /** How long one call of the handler may take. Past it the call has failed by what may pass, and is made again. */
  handleWithinMs?: number;
  /** How long a message may go without progress before this member leaves its partitions to another. */
  mostQuietMs?: number;
  /** How long an end waits for handlers; what they were at is left uncommitted then, and comes again. */
  graceMs?: number;
}

/** How many aggregates of one batch are worked side by side; the events of one aggregate stay in order. */
const SIDE_BY_SIDE = 16;
/** How many messages are worked before the offset is committed. */
const CHUNK = 64;
/** A handler makes a few writes; a store that hangs answers with an error within this. */
const HANDLE_WITHIN_MS = 20_000;
/** Some calls in a row without an answer; not so many that a group waits long for a member that is stuck. */
const MOST_QUIET_MS = 60_000;

/**
 * Consumes topics: the offset is committed after the effect; what cannot be read or worked goes to the dead-letter topic
 * with the reason, and the rest goes on. A store that is away is waited for. The membership lasts while messages get on (G9).
 */
export async function consume(options: ConsumerOptions): Promise<Subscription> {
  const stopping = new AbortController();
  const givingUp = new AbortController();
  const subscription = await options.broker.subscribe(options.groupId, options.topics, async (batch) => {
    const pulse = {
      beat: () => void batch.beat().catch((error: unknown) => options.log.debug({ err: error }, 'heartbeat')),
      mostQuietMs: options.mostQuietMs ?? MOST_QUIET_MS,
      signal: stopping.signal,
    };
    for (let from = 0; from < batch.messages.length && batch.running();) {
      const chunk = batch.messages.slice(from, from + CHUNK);
      const worked = whileItGetsOn(
        (progress, signal) => workChunk(chunk, { ...options, progress, signal }),
        pulse,
      );
      try {
        if (!(await endsBefore(worked, givingUp.signal))) return;
      } catch (error) {
        // Ended while waiting: without a commit the messages come again.
        if (stopping.signal.aborted) return;
        throw error;
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

/** What the work on a message needs: where it tells that it gets on, and when it must end. */
interface Work extends ConsumerOptions {
  progress: Progress;
  signal: AbortSignal;
}

/** Works the messages of each aggregate in their order, and aggregates side by side. Ends when all of them have ended. */
async function workChunk(chunk: readonly ReceivedMessage[], work: Work): Promise<void> {
  const lanes = Map.groupBy(chunk, ({ key }) => key).values();
  let failed = false;
  const workLanes = async (): Promise<void> => {
    for (const lane of lanes) {
      for (const message of lane) {
        if (failed) return;
        work.progress.made(message);
        await workMessage(message, work);
        work.progress.ended(message);
      }
    }
  };
  const workers = Array.from({ length: SIDE_BY_SIDE }, () =>
    workLanes().catch((error: unknown) => {
      failed = true;
      throw error;
    }),
  );
  const ends = await Promise.allSettled(workers);
  for (const end of ends) if (end.status === 'rejected') throw end.reason;
}

async function workMessage(message: ReceivedMessage, work: Work): Promise<void> {
  let event: KeQuanEvent;
  try {
    const read = readEvent(message.value);
    if (read.kind === 'unknownType') return;
    event = read.event;
  } catch (error) {
    await bury(message, `cannot be read: ${String(error)}`, work);
    return;
  }
  await inTraceOf(event, work.groupId, () => workEvent(event, message, work));
}

async function workEvent(event: KeQuanEvent, message: ReceivedMessage, work: Work): Promise<void> {
  const { progress, signal, log } = work;
  for (let attempt = 1; ; attempt += 1) {
    try {
      await handled(event, work);
      return;
    } catch (error) {
      if (verdictOn(error, attempt, work.attempts ?? 6) === 'putAside') {
        await bury(message, `cannot be worked: ${String(error)}`, work);
        return;
      }
      log.warn(
        { err: error, eventId: event.id, type: event.type, attempt },
        'event not worked yet; tried again',
      );
      // An answer, be it a failure, is progress, and so is the bounded wait after it; no answer is none.
      const answered = !(error instanceof NoAnswer);
      if (answered) progress.ended(message);
      if (!(await pause(backOffMs(attempt), signal))) throw error;
      if (answered) progress.made(message);
    }
  }
}

/** By its name it is judged as what may pass. The call may still end, beside the next: its effect is once. */
class NoAnswer extends Error {
  override readonly name = 'TimeoutError';
}

/** One call of the handler. @throws what it throws, and NoAnswer when it takes too long */
async function handled(
  event: KeQuanEvent,
  { handle, handleWithinMs = HANDLE_WITHIN_MS }: Work,
): Promise<void> {
  const handling = Promise.resolve().then(() => handle(event));
  if (!(await endsWithin(handling, handleWithinMs)))
    throw new NoAnswer(`the handler has not answered within ${handleWithinMs} ms`);
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

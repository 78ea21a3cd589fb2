import { context, propagation, SpanKind, trace } from '@opentelemetry/api';
import { deadLetterTopicOf, readEvent, type KeQuanEvent } from '@kequan/contracts';
import { backOffMs, endsWithin, pause } from '../base/wait';
import type { ReceivedMessage } from './broker';
import type { ConsumerOptions } from './consumer';
import type { Progress } from './progress';
import { verdictOn } from './verdict';

/** What the work on a message needs: where it tells that it gets on, and when it must end. */
export interface Work extends ConsumerOptions {
  progress: Progress;
  signal: AbortSignal;
}

/** A handler makes a few writes; a store that hangs answers with an error within this. */
const HANDLE_WITHIN_MS = 20_000;

/**
 * Takes the effect of one message, or puts it aside with the reason. What may pass is waited for.
 * @throws what the handler failed with last, when the signal ends the waiting, and what keeps a message from being put aside
 */
export async function workMessage(message: ReceivedMessage, work: Work): Promise<void> {
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

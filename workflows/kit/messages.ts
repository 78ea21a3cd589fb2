import {
  ApplicationFailure,
  defineQuery,
  defineSignal,
  defineUpdate,
  log,
  setHandler,
} from '@temporalio/workflow';
import type { Keyed, Message, Notice, Question } from '@kequan/contracts/pure';
import { KeyedAnswers } from './keyed-answers';
import type { Mailbox } from './mailbox';
import { shaped, type Shape } from './shapes';

/** What a process does about a message that has its shape. */
export interface MessageHandling<Input extends Keyed, Answer> {
  /** Throws an ApplicationFailure with a FailureCode as its type when the message may not come now; synchronous. */
  rule: (input: Input) => void;
  /** Does what it asks for. @throws the broken rule; nothing was done then */
  handle: (input: Input) => Promise<Answer>;
  /** What becomes of a message without its shape. Missing, or undefined when asked: it is refused at the door. */
  takeUnreadable?: () => ((reason: ApplicationFailure) => Promise<Answer>) | undefined;
}

/**
 * Registers the handler of an Update and of its Signal twin. An Update without the shape it must have, or that breaks the rule, is
 * refused by the validator and leaves no event; a Signal is logged and ignored, for nobody waits for its answer. A key that was done is
 * answered again, one that is being done has the same answer, one that was refused is judged anew (docs/reference/keys-and-refusals.md).
 */
export function onMessage<Input extends Keyed, Answer>(
  message: Message<Input, Answer>,
  shape: Shape<Input>,
  { rule, handle, takeUnreadable }: MessageHandling<Input, Answer>,
): void {
  const answers = new KeyedAnswers<Answer>();
  const validator = (sent: Input): void => {
    const input = read(shape, sent);
    if (!(input instanceof ApplicationFailure)) {
      if (!answers.know(input.key)) rule(input);
    } else if (!takeUnreadable?.()) throw input;
  };
  const answered = async (sent: Input): Promise<Answer> => {
    const input = read(shape, sent);
    if (input instanceof ApplicationFailure) {
      const take = takeUnreadable?.();
      if (!take) throw input;
      return take(input);
    }
    return answers.of(input.key, () => {
      // Two messages may pass their validators in one task before either is handled: the rule is asked again.
      rule(input);
      return handle(input);
    });
  };
  setHandler(defineUpdate<Answer, [Input]>(message.name), answered, { validator });
  setHandler(defineSignal<[Input]>(message.name), (sent) => heard(message.name, () => answered(sent)));
}

/**
 * Registers the message with which a process begins: it goes into the mailbox while that is open. Also one without its shape does,
 * as a letter that cannot be read: refused at the door it would leave a process that waits for nobody.
 * @param rule more than that the mailbox is open; asked first
 * @param hasBegun whether the process goes on whatever comes
 */
export function onBeginning<Input extends Keyed, Answer>(
  message: Message<Input, Answer>,
  shape: Shape<Input>,
  mailbox: Mailbox<Input, Answer>,
  { rule, hasBegun }: { rule?: (input: Input) => void; hasBegun?: () => boolean } = {},
): void {
  onMessage(message, shape, {
    rule: (input) => {
      rule?.(input);
      mailbox.requireOpen();
    },
    handle: (input) => mailbox.put(input),
    takeUnreadable: () => {
      if (!mailbox.open || hasBegun?.()) return undefined;
      return (reason) => mailbox.putUnreadable(reason);
    },
  });
}

/** Registers the handler of a Signal that nobody waits for. One without its shape is logged and ignored. */
export function onNotice<Input extends object>(
  notice: Notice<Input>,
  shape: Shape<Input>,
  handle: (input: Input) => void,
): void {
  setHandler(defineSignal<[Input]>(notice.name), (sent) =>
    heard(notice.name, async () => handle(shaped(shape, sent))),
  );
}

/** Registers the answer to a query. */
export function onQuestion<Answer>(question: Question<Answer>, answer: () => Answer): void {
  setHandler(defineQuery<Answer>(question.name), answer);
}

function read<Input extends Keyed>(shape: Shape<Input>, sent: unknown): Input | ApplicationFailure {
  try {
    return shaped(shape, sent);
  } catch (error) {
    if (error instanceof ApplicationFailure) return error;
    throw error;
  }
}

async function heard(signal: string, handle: () => Promise<unknown>): Promise<void> {
  try {
    await handle();
  } catch (error) {
    if (!(error instanceof ApplicationFailure)) throw error;
    log.warn('signal refused', { signal, code: error.type });
  }
}

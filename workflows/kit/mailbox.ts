import { condition, type ApplicationFailure } from '@temporalio/workflow';
import type { FailureCode } from '@kequan/contracts/pure';
import { refusal } from './refusals';

/** A message whose sender waits for the answer. Answered or refused once. */
export interface Letter<Message, Answer> {
  /** @throws `InputInvalid` when it has not the shape it must have */
  readonly message: Message;
  answer: (answer: Answer) => void;
  refuse: (reason: ApplicationFailure) => void;
}

/**
 * Carries one message at a time from the handlers to the process, so that the process reads from top to bottom: it asks
 * for the next message, deals with it, answers it.
 */
export class Mailbox<Message, Answer> {
  private asked = true;
  private letter: Letter<Message, Answer> | undefined;

  /** @param tooLate what a message is refused with that nobody will deal with any more */
  constructor(private readonly tooLate: FailureCode) {}

  /** Whether the process waits for a message; asked by validators. */
  get open(): boolean {
    return this.asked && !this.letter;
  }

  /**
   * What comes of the message that is dealt with decides on the next one: until then nobody can say whether that is too late.
   * @throws `Unavailable`, with which the caller comes again
   */
  requireFree(): void {
    if (this.letter) throw refusal('Unavailable');
  }

  /** @throws `Unavailable` as `requireFree`, and the refusal of what comes too late when the mailbox is not open */
  requireOpen(): void {
    this.requireFree();
    if (!this.open) throw refusal(this.tooLate);
  }

  /** Puts a message in and waits for its answer; only while the mailbox is open. */
  put(message: Message): Promise<Answer> {
    return this.putLetter(() => message);
  }

  /** Puts in what is no message: whoever reads it meets the reason, and refuses it with that. */
  putUnreadable(reason: ApplicationFailure): Promise<Answer> {
    return this.putLetter(() => {
      throw reason;
    });
  }

  private putLetter(read: () => Message): Promise<Answer> {
    return new Promise((resolve, reject) => {
      this.letter = {
        get message() {
          return read();
        },
        answer: (answer) => {
          this.letter = undefined;
          resolve(answer);
        },
        refuse: (reason) => {
          this.letter = undefined;
          reject(reason);
        },
      };
    });
  }

  /** Waits for the next message. @throws CancelledFailure when the process is cancelled meanwhile; then it is closed */
  async next(): Promise<Letter<Message, Answer>> {
    for (;;) {
      const letter = await this.nextUnless(() => false);
      if (letter) return letter;
    }
  }

  /**
   * Waits for the next message for as long as the waiting is not over; then it is closed.
   * @returns undefined when it is over before a message comes
   * @throws CancelledFailure when the process is cancelled meanwhile; then it is closed
   */
  async nextUnless(isOver: () => boolean): Promise<Letter<Message, Answer> | undefined> {
    this.asked = true;
    try {
      await condition(() => this.letter !== undefined || isOver());
      this.asked = false;
      return this.letter;
    } catch (error) {
      this.close();
      throw error;
    }
  }

  /** Takes no more messages, and refuses the one that waits. */
  close(): void {
    this.asked = false;
    this.letter?.refuse(refusal(this.tooLate));
  }
}

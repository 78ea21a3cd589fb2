import type { Attempts, Taken } from './attempts';

/** How a value that exists once is taken and given back; both are fine when there is nothing to do. */
export interface UniqueSteps {
  /** What the value is, as an operator reads it. */
  what: string;
  take: (value: string) => Promise<void>;
  release: (value: string) => Promise<void>;
}

/** A value that exists once (a unit code, an invoice number), held by a process until it is approved. */
export class UniqueHold {
  private held: { value: string; taken: Taken } | undefined;

  /** @param held the value that an earlier run of the same process took and handed on */
  constructor(
    private readonly steps: UniqueSteps,
    private readonly attempts: Attempts,
    held?: string,
  ) {
    if (held === undefined) return;
    const taken = attempts.takeUp(this.nameOf(held), held, () => steps.release(held));
    this.held = { value: held, taken };
  }

  /** The value held, for the run that goes on as a new one. */
  get value(): string | undefined {
    return this.held?.value;
  }

  /**
   * Takes a value for as long as `recording` needs. Once that is done, the value before it is released; when it fails, the
   * new one is.
   * @throws what taking the value or the recording throws
   */
  async holdWhile<T>(value: string, recording: () => Promise<T>): Promise<T> {
    const before = this.held;
    if (before?.value === value) return recording();
    const taken = await this.attempts.attempt(
      this.nameOf(value),
      () => this.steps.take(value),
      () => this.steps.release(value),
    );
    const recorded = await taken.whileDoing(recording);
    this.held = { value, taken };
    await before?.taken.undo();
    return recorded;
  }

  /** Approved: the value is its holder's for ever. */
  keep(): void {
    this.held?.taken.keep();
    this.held = undefined;
  }

  private nameOf(value: string): string {
    return `reserve ${this.steps.what} ${value}`;
  }
}

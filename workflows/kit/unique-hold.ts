import { CancellationScope } from '@temporalio/workflow';
import type { UndoList } from './undo';

/** How a value that exists once is taken and given back; both are fine when there is nothing to do. */
export interface UniqueSteps {
  /** What the value is, as an operator reads it. */
  what: string;
  take: (value: string) => Promise<void>;
  release: (value: string) => Promise<void>;
}

/** A value that exists once (a unit code, an invoice number), held by a process until it is approved. */
export class UniqueHold {
  private held: string | undefined;

  /** @param held the value that an earlier run of the same process took and handed on */
  constructor(
    private readonly steps: UniqueSteps,
    private readonly undo: UndoList,
    held?: string,
  ) {
    this.held = held;
    if (held !== undefined) this.registerRelease(held);
  }

  /** The value held, for the run that goes on as a new one. */
  get value(): string | undefined {
    return this.held;
  }

  /**
   * Takes a value for as long as `recording` needs. Once that is done, the value before it is released; when it fails, the
   * new one is.
   * @throws what taking the value or the recording throws
   */
  async holdWhile<T>(value: string, recording: () => Promise<T>): Promise<T> {
    const before = this.held;
    const changed = value !== before;
    this.registerRelease(value);
    try {
      // Shielded, so that the undo never runs while the step may still be on its way.
      await CancellationScope.nonCancellable(() => this.steps.take(value));
      const recorded = await recording();
      this.held = value;
      if (changed && before !== undefined) await this.undo.run(this.undoName(before));
      return recorded;
    } catch (error) {
      if (changed) await this.undo.run(this.undoName(value));
      throw error;
    }
  }

  /** Approved: the value is its holder's for ever. */
  keep(): void {
    if (this.held !== undefined) this.undo.forget(this.undoName(this.held));
    this.held = undefined;
  }

  private registerRelease(value: string): void {
    this.undo.register(this.undoName(value), () => this.steps.release(value));
  }

  private undoName(value: string): string {
    return `reserve ${this.steps.what} ${value}`;
  }
}

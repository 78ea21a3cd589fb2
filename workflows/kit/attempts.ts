import { ApplicationFailure, CancellationScope, log } from '@temporalio/workflow';
import { attemptKeysOf, newAttemptKeys, type AttemptKeys } from './keys';
import { brokenRule } from './refusals';

/** Undoes a try of a step; fine with nothing to undo. */
export type Compensation = (keys: AttemptKeys) => Promise<unknown>;

/** What a process has taken and nobody has approved yet. */
export interface Taken {
  readonly keys: AttemptKeys;
  /** Does what it was taken for. When that fails, it is undone. @throws what the work throws */
  whileDoing<R>(work: () => Promise<R>): Promise<R>;
  /** Undoes it. When that fails the process goes on, the failure is logged, and `undoAll` tries again. */
  undo(): Promise<void>;
  /** It was approved, or came to its own end: nothing undoes it any more. */
  keep(): void;
}

interface Undoable {
  readonly keys: AttemptKeys;
  readonly compensate: Compensation;
}

/** All that a run has taken. What takes something is an attempt: registered before, shielded, and undone by the same hand (M9). */
export class Attempts {
  private readonly undoables = new Map<string, Undoable>();
  private readonly approved = new Map<string, Undoable>();

  /**
   * Tries a step that takes something.
   * @param name what is tried, as operators read it
   * @param step does it, under the keys of this try or those of the message that asks for it
   * @param compensate undoes it, also when it is not known whether it was done
   * @throws what the step throws; nothing of it stands then. A refused step changed nothing, and what it found is not ours to undo
   */
  async attempt<T>(
    name: string,
    step: (keys: AttemptKeys) => Promise<T>,
    compensate: Compensation,
  ): Promise<Taken & { readonly result: T }> {
    const taken = this.register(newAttemptKeys(name), compensate);
    try {
      // Shielded, so that the undo never runs while the step may still be on its way.
      const result = await CancellationScope.nonCancellable(() => step(taken.keys));
      return { ...taken, result };
    } catch (error) {
      if (brokenRule(error)) taken.keep();
      else await taken.undo();
      throw error;
    }
  }

  /** Takes up what stands already: a step of another, or of the run before. @param id the identity of its try */
  takeUp(name: string, id: string, compensate: Compensation): Taken {
    return this.register(attemptKeysOf(name, id), compensate);
  }

  /** What is taken was approved, and stays: nothing of it is undone, until it is unsettled again. */
  settle(): void {
    for (const [key, undoable] of this.undoables) this.approved.set(key, undoable);
    this.undoables.clear();
  }

  /** The approval does not stand any more: what it had settled can be undone again. */
  unsettle(): void {
    for (const [key, undoable] of this.approved) this.undoables.set(key, undoable);
    this.approved.clear();
  }

  /** Undoes everything, the newest first. @throws ApplicationFailure `Internal` when something could not be undone */
  async undoAll(): Promise<void> {
    for (const undoable of [...this.undoables.values()].reverse()) await this.undo(undoable);
    if (this.undoables.size === 0) return;
    const left = [...this.undoables.keys()].join(', ');
    throw ApplicationFailure.nonRetryable(`not undone: ${left}`, 'Internal');
  }

  private register(keys: AttemptKeys, compensate: Compensation): Taken {
    const undoable = { keys, compensate };
    this.undoables.set(keys.step, undoable);
    const undo = () => this.undo(undoable);
    return {
      keys,
      undo,
      keep: () => void this.undoables.delete(keys.step),
      whileDoing: async (work) => {
        try {
          return await work();
        } catch (error) {
          await undo();
          throw error;
        }
      },
    };
  }

  private async undo({ keys, compensate }: Undoable): Promise<void> {
    if (!this.undoables.has(keys.step)) return;
    try {
      await CancellationScope.nonCancellable(() => compensate(keys));
      this.undoables.delete(keys.step);
    } catch (error) {
      log.error('undo failed', { undo: keys.step, cause: String(error) });
    }
  }
}

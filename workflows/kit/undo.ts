import { ApplicationFailure, CancellationScope, log } from '@temporalio/workflow';

/**
 * The undo of each step that a run has taken and nobody has approved yet. An undo is registered before its step, is
 * fine with nothing to undo, runs shielded from cancellation, and is loud when it fails.
 */
export class UndoList {
  private readonly undos = new Map<string, () => Promise<unknown>>();
  private readonly approved = new Map<string, () => Promise<unknown>>();

  /** Registers an undo, before its step. @param name names it, so that it can be run or forgotten alone */
  register(name: string, undo: () => Promise<unknown>): void {
    this.undos.set(name, undo);
  }

  /** Drops an undo: its step was approved, or was refused and changed nothing. */
  forget(name: string): void {
    this.undos.delete(name);
  }

  /** What is registered was approved, and stays: nothing of it is undone, until it is taken up again. */
  setAside(): void {
    for (const [name, undo] of this.undos) this.approved.set(name, undo);
    this.undos.clear();
  }

  /** The approval does not stand any more: what it had set aside can be undone again. */
  takeUpAgain(): void {
    for (const [name, undo] of this.approved) this.undos.set(name, undo);
    this.approved.clear();
  }

  /** Undoes one step. When that fails the process goes on, the failure is logged, and `runAll` tries again. */
  async run(name: string): Promise<void> {
    const undo = this.undos.get(name);
    if (!undo) return;
    try {
      await CancellationScope.nonCancellable(undo);
      this.undos.delete(name);
    } catch (error) {
      log.error('undo failed', { undo: name, cause: String(error) });
    }
  }

  /** Undoes everything, the newest first. @throws ApplicationFailure `Internal` when something could not be undone */
  async runAll(): Promise<void> {
    for (const name of [...this.undos.keys()].reverse()) await this.run(name);
    if (this.undos.size === 0) return;
    throw ApplicationFailure.nonRetryable(`not undone: ${[...this.undos.keys()].join(', ')}`, 'Internal');
  }
}

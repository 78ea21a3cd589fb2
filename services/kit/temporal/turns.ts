import { failure } from '@kequan/contracts';

interface Line {
  running: number;
  readonly waiting: (() => void)[];
}

/**
 * Lets so many calls at once to one process; the others wait their turn. The server takes no more than ten Updates of a run in
 * flight and gives back the rest: who waits here is answered, and does not knock in vain (M24).
 */
export class Turns {
  private readonly lines = new Map<string, Line>();

  constructor(private readonly atOnce: number) {}

  /** @throws `Unavailable` when the turn does not come before the deadline, and what the call throws */
  async take<R>(workflowId: string, deadlineMs: number, call: () => Promise<R>): Promise<R> {
    const line = this.lines.get(workflowId) ?? { running: 0, waiting: [] };
    this.lines.set(workflowId, line);
    if (line.running < this.atOnce) line.running += 1;
    else await turnIn(line, deadlineMs);
    try {
      return await call();
    } finally {
      this.pass(workflowId, line);
    }
  }

  /** Gives the place to the next in line. */
  private pass(workflowId: string, line: Line): void {
    const next = line.waiting.shift();
    if (next) {
      next();
      return;
    }
    line.running -= 1;
    if (line.running === 0) this.lines.delete(workflowId);
  }
}

/** Waits until a place is handed on. */
function turnIn({ waiting }: Line, deadlineMs: number): Promise<void> {
  return new Promise((resolve, reject) => {
    const come = (): void => {
      clearTimeout(late);
      resolve();
    };
    const late = setTimeout(
      () => {
        waiting.splice(waiting.indexOf(come), 1);
        reject(failure('Unavailable'));
      },
      Math.max(0, deadlineMs - Date.now()),
    );
    waiting.push(come);
  });
}

import { endsWithin } from '../base/wait';
import { NoProgress, Progress } from './progress';

const BEAT_EVERY_MS = 2_000;

/** How a membership is kept alive while messages are worked. */
export interface Pulse {
  /** Says to the group that this member is alive. Never throws. */
  beat: () => void;
  /** How long a message may go without progress; in milliseconds. */
  mostQuietMs: number;
  /** Ends the work when it is aborted. */
  signal: AbortSignal;
}

/**
 * Does work, and beats for as long as it gets on, however long that takes. Work that is stuck is not beaten for: it is left, told to
 * end, and its partitions go to another member.
 * @throws NoProgress, and what the work throws
 */
export async function whileItGetsOn(
  work: (progress: Progress, signal: AbortSignal) => Promise<void>,
  { beat, mostQuietMs, signal }: Pulse,
): Promise<void> {
  const progress = new Progress();
  const leaving = new AbortController();
  const leave = (): void => leaving.abort();
  if (signal.aborted) leave();
  signal.addEventListener('abort', leave, { once: true });
  try {
    const working = work(progress, leaving.signal);
    const lookEveryMs = Math.min(BEAT_EVERY_MS, mostQuietMs);
    while (!(await endsWithin(working, lookEveryMs))) {
      const quietMs = progress.quietMs();
      if (quietMs > mostQuietMs) {
        leave();
        throw new NoProgress(quietMs);
      }
      beat();
    }
  } finally {
    signal.removeEventListener('abort', leave);
  }
}

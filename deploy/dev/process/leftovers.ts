import { awaitCondition } from '../await-condition';
import type { Say } from '../infra-types';
import { isAlive } from './identity';
import type { RunProcess } from './run-file';
import { readRunFile, removeRunFile } from './run-file';
import { signalGroup } from './signal';

const END_WITHIN_MS = 10_000;

/**
 * Ends what a killed run has left running on this folder. Only processes that its run file names and that started
 * when it says are touched; a pid that belongs to another process by now is left alone.
 * @returns what was ended
 */
export async function endLeftovers(dataDir: string, say: Say): Promise<RunProcess[]> {
  const run = readRunFile(dataDir);
  if (run === undefined || isAlive(run.owner)) {
    return [];
  }
  const left = run.processes.filter(isAlive);
  for (const one of left) {
    signalGroup(one.pid, 'SIGKILL');
  }
  await awaitCondition({ what: 'the end of the leftover processes', deadlineMs: END_WITHIN_MS }, () =>
    left.every((one) => !isAlive(one)),
  );
  if (left.length > 0) {
    say(
      `cleaned up after a run that was killed: ${left.map((one) => `${one.name} (${one.pid})`).join(', ')}`,
    );
  }
  removeRunFile(dataDir);
  return left;
}

import { awaitCondition } from '../await-condition';
import type { Say } from '../infra-types';
import { defaultDataDir } from '../paths';
import { isAlive } from '../process/identity';
import { endLeftovers } from '../process/leftovers';
import { readLiveRun } from '../process/run-file';

const END_WITHIN_MS = 60_000;

/** `npm stop`: ends what `npm start` runs in another terminal, or what a killed one has left. @returns the exit code */
export async function stop(say: Say): Promise<number> {
  const run = readLiveRun(defaultDataDir());
  if (run === undefined) {
    const ended = await endLeftovers(defaultDataDir(), say);
    if (ended.length === 0) {
      say('nothing is running');
    }
    return 0;
  }
  process.kill(run.owner.pid, 'SIGTERM');
  await awaitCondition(
    { what: `the end of process ${run.owner.pid}`, deadlineMs: END_WITHIN_MS },
    () => !isAlive(run.owner),
  );
  say(`ended (it was process ${run.owner.pid})`);
  return 0;
}

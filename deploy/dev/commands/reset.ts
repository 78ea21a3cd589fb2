import { existsSync, readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import type { Say } from '../infra-types';
import { defaultDataDir } from '../paths';
import { endLeftovers } from '../process/leftovers';
import { readLiveRun } from '../process/run-file';
import { stop } from './stop';

/** `npm run reset`: ends what runs and deletes `.data/`; only a test run that is under way keeps its folder. */
export async function reset(say: Say): Promise<number> {
  const dataDir = defaultDataDir();
  await stop(say);
  const removed: string[] = [];
  for (const name of existsSync(dataDir) ? readdirSync(dataDir) : []) {
    const path = join(dataDir, name);
    const live = readLiveRun(path);
    if (live !== undefined) {
      say(`left alone: ${path} (process ${live.owner.pid} uses it)`);
      continue;
    }
    await endLeftovers(path, say);
    rmSync(path, { recursive: true, force: true });
    removed.push(name);
  }
  say(
    removed.length === 0 ? `${dataDir}: nothing to remove` : `removed from ${dataDir}: ${removed.join(', ')}`,
  );
  return 0;
}

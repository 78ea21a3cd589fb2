import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Say } from '../infra-types';
import { clearDeadRun } from '../process/run';

const TEST_FOLDER = /^test-\d+$/;

/** The folder of a test run. */
export function testDataDir(dataDir: string): string {
  return join(dataDir, `test-${process.pid}`);
}

/** Ends what killed test runs have left and removes their data; those that still run are not touched. */
export async function clearStaleTestData(dataDir: string, say: Say): Promise<void> {
  const names = existsSync(dataDir) ? readdirSync(dataDir).filter((name) => TEST_FOLDER.test(name)) : [];
  for (const name of names) await clearDeadRun(join(dataDir, name), say);
}

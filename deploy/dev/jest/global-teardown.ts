import { rmSync } from 'node:fs';
import { takeTestRun } from './infra-of-this-run';

/** Ends what the set-up has started and removes its data. */
module.exports = async function globalTeardown(): Promise<void> {
  const run = takeTestRun();
  if (run !== undefined) {
    await run.infra.stop();
    rmSync(run.dataDir, { recursive: true, force: true });
  }
};

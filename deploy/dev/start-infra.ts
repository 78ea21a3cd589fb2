import type { Infra, InfraOptions } from './infra-types';
import { startParts } from './infra';
import { endWithProcess } from './process/end-with-process';
import { claimRun } from './process/run';

/**
 * Brings the infrastructure up for a bench or a test run that ends it again with `stop`. Should the
 * calling process be interrupted or exit before, the parts are ended at once; only a kill -9 leaves them, for the
 * next start on the folder to clean up.
 * @throws AlreadyRunningError when a living process uses the data folder
 */
export async function startInfra(options: InfraOptions): Promise<Infra> {
  const run = await claimRun(options.dataDir, options.say ?? (() => undefined));
  const letGo = endWithProcess(run);
  try {
    const infra = await startParts(run, options);
    run.announce({ state: 'ready' });
    return {
      ...infra,
      get parts() {
        return infra.parts;
      },
      async stop() {
        await infra.stop();
        letGo();
      },
    };
  } catch (error) {
    letGo();
    throw error;
  }
}

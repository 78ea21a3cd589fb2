import type { Infra, InfraOptions } from './infra-types';
import { startParts } from './infra';
import { claimRun } from './process/run';

const SIGNAL_EXIT_CODES = { SIGINT: 130, SIGTERM: 143, SIGHUP: 129 } as const;
type EndingSignal = keyof typeof SIGNAL_EXIT_CODES;

/**
 * Brings the infrastructure up for a bench or a test run that ends it again with `stop`. Should the
 * calling process be interrupted or exit before, the parts are ended at once; only a kill -9 leaves them, for the
 * next start on the folder to clean up.
 * @throws AlreadyRunningError when a living process uses the data folder
 */
export async function startInfra(options: InfraOptions): Promise<Infra> {
  const run = await claimRun(options.dataDir, options.say ?? (() => undefined));
  const end = (): void => {
    run.killAll();
    run.release();
  };
  const onSignal = (signal: EndingSignal): void => process.exit(SIGNAL_EXIT_CODES[signal]);
  const signals = Object.keys(SIGNAL_EXIT_CODES) as EndingSignal[];
  process.once('exit', end);
  signals.forEach((signal) => process.once(signal, onSignal));
  const letGo = (): void => {
    process.off('exit', end);
    signals.forEach((signal) => process.off(signal, onSignal));
    run.release();
  };
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

import type { Run } from './run';

const SIGNAL_EXIT_CODES = { SIGINT: 130, SIGTERM: 143, SIGHUP: 129 } as const;
type EndingSignal = keyof typeof SIGNAL_EXIT_CODES;

/**
 * Ends what a run has started at once, should this process be interrupted or exit before.
 * @returns gives the run's folder back after an ordered end
 */
export function endWithProcess(run: Run): () => void {
  const end = (): void => {
    run.killAll();
    run.release();
  };
  const onSignal = (signal: EndingSignal): void => process.exit(SIGNAL_EXIT_CODES[signal]);
  const signals = Object.keys(SIGNAL_EXIT_CODES) as EndingSignal[];
  process.once('exit', end);
  signals.forEach((signal) => process.once(signal, onSignal));
  return () => {
    process.off('exit', end);
    signals.forEach((signal) => process.off(signal, onSignal));
    run.release();
  };
}

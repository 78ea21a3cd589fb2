import type { Infra } from '../infra-types';

/** What the set-up hands to the teardown; both run in jest's main process. */
export interface TestRun {
  infra: Infra;
  dataDir: string;
}

let current: TestRun | undefined;

/** Keeps the run for the teardown. */
export function keepTestRun(run: TestRun): void {
  current = run;
}

/** The run that the set-up has started, if it has. */
export function takeTestRun(): TestRun | undefined {
  const run = current;
  current = undefined;
  return run;
}

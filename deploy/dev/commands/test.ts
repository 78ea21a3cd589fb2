import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import type { Say } from '../infra-types';
import { repositoryFolder } from '../paths';
import { interruption } from '../system/interruption';
import { INTERRUPTED_EXIT_CODE, runScript } from './run-script';

const CHECKS = ['check:types', 'check:lint', 'check:format', 'check:exports'];
const JEST = join('node_modules', 'jest', 'bin', 'jest.js');

/**
 * `npm test`: the checks, then all tests; a failed check fails the run and is counted in its last line. With
 * arguments only jest, with these arguments; then only a failed build counts.
 * @returns the exit code
 */
export async function test(args: string[], say: Say): Promise<number> {
  const failedBuilds = process.env.KEQUAN_BUILD_FAILED === undefined ? 0 : 1;
  const failedChecks = args.length > 0 ? failedBuilds : runChecks(say);
  if (failedChecks === undefined) {
    return INTERRUPTED_EXIT_CODE;
  }
  const env = { KEQUAN_FAILED_CHECKS: String(failedChecks) };
  const code = await runScript(JEST, args, interruption(), env);
  return failedChecks > 0 ? Math.max(code, 1) : code;
}

/** How many checks have failed; undefined when the person has interrupted them. */
function runChecks(say: Say): number | undefined {
  let failed = 0;
  for (const check of CHECKS) {
    const startedAtMs = Date.now();
    const { status, signal } = spawnSync('npm', ['run', '--silent', check], {
      cwd: repositoryFolder(),
      stdio: 'inherit',
    });
    if (signal !== null || status === INTERRUPTED_EXIT_CODE) {
      return undefined;
    }
    failed += status === 0 ? 0 : 1;
    const seconds = ((Date.now() - startedAtMs) / 1000).toFixed(1);
    say(`${check}: ${status === 0 ? 'passed' : 'FAILED'} (${seconds} s)`);
  }
  return failed;
}

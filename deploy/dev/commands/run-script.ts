import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { repositoryFolder } from '../paths';

export const INTERRUPTED_EXIT_CODE = 130;

/**
 * Runs a built script of the repository in the foreground.
 * @param script path from the root of the repository
 * @param interrupted ends the script too
 * @returns its exit code
 * @throws Error when the script is not there
 */
export async function runScript(
  script: string,
  args: string[],
  interrupted: AbortSignal,
  env: NodeJS.ProcessEnv = {},
): Promise<number> {
  const path = join(repositoryFolder(), script);
  if (!existsSync(path)) {
    throw new Error(`${path} is missing; \`npm run build\` builds it`);
  }
  if (interrupted.aborted) {
    return INTERRUPTED_EXIT_CODE;
  }
  const child = spawn(process.execPath, [path, ...args], {
    cwd: repositoryFolder(),
    env: { ...process.env, ...env },
    stdio: 'inherit',
  });
  interrupted.addEventListener('abort', () => child.kill('SIGTERM'), { once: true });
  return await new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('exit', (code) => resolve(code ?? INTERRUPTED_EXIT_CODE));
  });
}

import { spawnSync } from 'node:child_process';
import { root } from './root.mjs';

/** Runs a command in the foreground and answers whether it succeeded. */
export function run(title, expectedSeconds, [command, ...args], cwd = root) {
  console.log(`${title} (about ${expectedSeconds} s) ...`);
  const startedAtMs = Date.now();
  const { status, error } = spawnSync(command, args, { cwd, stdio: 'inherit' });
  const seconds = Math.round((Date.now() - startedAtMs) / 1000);
  if (status === 0) console.log(`${title}: done in ${seconds} s`);
  else
    console.error(
      `${title}: FAILED${error ? ` (${error.message})` : ''}; it was \`${[command, ...args].join(' ')}\``,
    );
  return status === 0;
}

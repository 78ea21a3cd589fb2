import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';

const ROOT = join(__dirname, '..', '..', '..');

/** Brings the compiled host up to date; where it is already, that is a look at some files. @throws Error with the compiler's words */
export async function buildHost(): Promise<string> {
  const tsc = require.resolve('typescript/bin/tsc');
  try {
    await promisify(execFile)(process.execPath, [tsc, '-b', 'services/host'], { cwd: ROOT });
  } catch (error) {
    const words = error instanceof Error && 'stdout' in error ? String(error.stdout) : '';
    throw new Error(`services/host does not compile:\n${words}`, { cause: error });
  }
  return join(ROOT, 'services', 'host', 'dist', 'main.js');
}

import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { repositoryFolder } from '@kequan/dev';

const SCRIPT = join('services', 'voucher', 'dist', 'audit-main.js');

/** What `npm run audit` finds. @returns its differences, and its last line */
export function auditLedgers(
  mongodbUrl: string,
  instance: string,
): Promise<{ differences: string[]; summary: string }> {
  return new Promise((resolve) => {
    execFile(
      process.execPath,
      [join(repositoryFolder(), SCRIPT)],
      { env: { ...process.env, MONGODB_URL: mongodbUrl, KEQUAN_INSTANCE: instance } },
      (error, stdout, stderr) => {
        const lines = stdout.trim().split('\n');
        const found = lines.filter((line) => line.startsWith('DIFFERENCE'));
        const differences = error && found.length === 0 ? [`audit: ${stderr || error.message}`] : found;
        resolve({ differences, summary: lines.at(-1) ?? '' });
      },
    );
  });
}

import { join } from 'node:path';
import type { Say } from '../infra-types';
import { defaultDataDir } from '../paths';
import { readLiveRun } from '../process/run-file';
import { startInfra } from '../start-infra';
import { interruption } from '../system/interruption';
import { runScript } from './run-script';

const SCRIPT = join('services', 'voucher', 'dist', 'audit-main.js');

/**
 * `npm run audit`: holds every ledger against its postings, in the store that MONGODB_URL names, or that runs here; when
 * nothing runs, the store is brought up for it.
 * @returns 0 when every fen is where its postings say, else 1
 */
export async function audit(args: string[], say: Say): Promise<number> {
  const interrupted = interruption();
  if (process.env.MONGODB_URL) return await runScript(SCRIPT, args, interrupted);
  const running = readLiveRun(defaultDataDir())?.endpoints;
  if (running !== undefined)
    return await runScript(SCRIPT, args, interrupted, { MONGODB_URL: running.mongodbUrl });
  say('nothing is running: bringing the store up for the audit');
  const infra = await startInfra({ dataDir: defaultDataDir(), say });
  try {
    return await runScript(SCRIPT, args, interrupted, { MONGODB_URL: infra.endpoints.mongodbUrl });
  } finally {
    await infra.stop();
  }
}

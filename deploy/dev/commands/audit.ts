import { join } from 'node:path';
import type { Say } from '../infra-types';
import { defaultDataDir } from '../paths';
import { readLiveRun } from '../process/run-file';
import { startInfra } from '../start-infra';
import { interruption } from '../system/interruption';
import { runScript } from './run-script';

/** First the ledgers of vouchers and budgets, then the payouts against them. */
const SCRIPTS = ['voucher', 'settlement'].map((service) =>
  join('services', service, 'dist', 'audit-main.js'),
);

/**
 * `npm run audit`: holds every ledger against its postings, and every payout against the ledgers, in the store that
 * MONGODB_URL names, or that runs here; when nothing runs, the store is brought up for it.
 * @returns 0 when every fen is where its postings say, else 1
 */
export async function audit(args: string[], say: Say): Promise<number> {
  const interrupted = interruption();
  if (process.env.MONGODB_URL) return await auditIn(process.env.MONGODB_URL, args, interrupted);
  const running = readLiveRun(defaultDataDir())?.endpoints;
  if (running !== undefined) return await auditIn(running.mongodbUrl, args, interrupted);
  say('nothing is running: bringing the store up for the audit');
  const infra = await startInfra({ dataDir: defaultDataDir(), say });
  try {
    return await auditIn(infra.endpoints.mongodbUrl, args, interrupted);
  } finally {
    await infra.stop();
  }
}

async function auditIn(mongodbUrl: string, args: string[], interrupted: AbortSignal): Promise<number> {
  for (const script of SCRIPTS) {
    const code = await runScript(script, args, interrupted, { MONGODB_URL: mongodbUrl });
    if (code !== 0) return code;
  }
  return 0;
}

import type { Connection } from 'mongoose';
import { yuanOf } from '@kequan/contracts';
import { pause } from '@kequan/kit';
import { audit, type AuditReport } from './audit';
import { keepAudit } from './audits';

/** A step that is under way stands in one ledger and not yet in the other; so long it may take. */
const SETTLES_WITHIN_MS = 10_000;
const LOOK_AGAIN_MS = 500;

/**
 * Audits the ledgers of an installation, keeps the result for the metrics, and tells what it found.
 * @returns the exit code: 1 when something differs
 */
export async function auditCommand(
  connection: Connection,
  say: (line: string) => void,
  settlesWithinMs = SETTLES_WITHIN_MS,
): Promise<number> {
  const deadlineMs = Date.now() + settlesWithinMs;
  let report = await audit(connection);
  while (report.differences.length > 0 && Date.now() < deadlineMs) {
    await pause(LOOK_AGAIN_MS);
    report = await audit(connection);
  }
  await keepAudit(connection, { ledgers: report.ledgers.length, differences: report.differences.length });
  linesOf(report).forEach(say);
  return report.differences.length === 0 ? 0 : 1;
}

function linesOf({ ledgers, differences }: AuditReport): string[] {
  const rows = ledgers.map(({ where, postings, inFen, balances }) => {
    const accounts = Object.entries(balances).map(([account, fen]) => `${account} ${yuanOf(fen)}`);
    return `${where}: ${yuanOf(inFen)} yuan in ${postings} postings = ${accounts.join(' + ')}`;
  });
  const found = differences.map(({ where, what }) => `DIFFERENCE ${where}: ${what}`);
  return [...rows, ...found, `${ledgers.length} ledgers audited, ${differences.length} differences`];
}

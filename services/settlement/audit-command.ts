import type { Connection } from 'mongoose';
import { yuanOf } from '@kequan/contracts';
import { pause } from '@kequan/kit';
import { auditSettlement, type SettlementAudit } from './audit';
import { capturedFen } from './captured';

/** A step that is under way stands in one place and not yet in the other; so long it may take. */
const SETTLES_WITHIN_MS = 10_000;
const LOOK_AGAIN_MS = 500;

/**
 * Audits the payouts of an installation against its voucher ledgers, and tells what it found.
 * @returns the exit code: 1 when something differs
 */
export async function auditCommand(
  { settlement, voucher }: { settlement: Connection; voucher: Connection },
  say: (line: string) => void,
  settlesWithinMs = SETTLES_WITHIN_MS,
): Promise<number> {
  const deadlineMs = Date.now() + settlesWithinMs;
  const audit = async (): Promise<SettlementAudit> => auditSettlement(settlement, await capturedFen(voucher));
  let found = await audit();
  while (found.differences.length > 0 && Date.now() < deadlineMs) {
    await pause(LOOK_AGAIN_MS);
    found = await audit();
  }
  const { differences, payouts, payoutFen, batches } = found;
  for (const { where, what } of differences) say(`DIFFERENCE ${where}: ${what}`);
  say(
    `${payouts} payouts of ${yuanOf(payoutFen)} yuan in ${batches} batches audited, ${differences.length} differences`,
  );
  return differences.length === 0 ? 0 : 1;
}

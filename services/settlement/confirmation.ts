import type { PayoutFailure } from '@kequan/contracts';
import { csvRecords } from './csv';

/** What the bank says of one payment. */
export type Confirmed =
  | { payoutId: string; amount: string; outcome: 'paid' }
  | { payoutId: string; amount: string; outcome: 'returned'; failure: PayoutFailure };

/** The bank's codes (docs/reference/bank-file.md); a code that we do not know is another reason. */
const FAILURES: Readonly<Record<string, PayoutFailure>> = {
  R01: 'accountUnknown',
  R02: 'accountClosed',
  R03: 'nameDiffers',
};

/**
 * Reads the bank's confirmation of a batch.
 * @throws Error when it is another batch's, a record cannot be read, or the tail does not count the records
 */
export function readConfirmationText(batchId: string, text: string): Confirmed[] {
  const [head, ...rest] = csvRecords(text);
  const tail = rest.pop();
  if (head?.[0] !== 'H' || head[3] !== batchId) throw new Error(`not the confirmation of ${batchId}`);
  if (tail?.[0] !== 'T' || Number(tail[1]) !== rest.length)
    throw new Error(`the confirmation of ${batchId} is cut short`);
  return rest.map((record) => confirmed(record));
}

function confirmed([kind, payoutId, result, code, amount]: string[]): Confirmed {
  if (kind !== 'D' || !payoutId || !amount) throw new Error('a record of the confirmation cannot be read');
  if (result === 'PAID') return { payoutId, amount, outcome: 'paid' };
  if (result === 'RETURNED')
    return { payoutId, amount, outcome: 'returned', failure: FAILURES[code ?? ''] ?? 'otherReason' };
  throw new Error(`the confirmation says ${String(result)} of ${payoutId}`);
}

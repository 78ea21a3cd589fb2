import type { Fen, Payee } from '@kequan/contracts';
import { csvLine } from './csv';

/** One payment, as the file has it. */
export interface Payment {
  payoutId: string;
  amountFen: Fen;
  payee: Omit<Payee, 'sealedBankAccountNo'> & { bankAccountNo: string };
}

/** The text of the bank's file (docs/reference/bank-file.md): a head, one record for each payment, and a tail with the totals. */
export function bankFileText(batchId: string, day: string, payments: readonly Payment[]): string {
  const total = amountText(payments.reduce((sum, { amountFen }) => sum + amountFen, 0));
  const records = payments.map(({ payoutId, amountFen, payee }, index) =>
    csvLine([
      'D',
      index + 1,
      payoutId,
      oneLine(payee.accountName),
      oneLine(payee.bankName),
      payee.bankAccountNo,
      amountText(amountFen),
      '科技创新券',
    ]),
  );
  return [csvLine(['H', 'KEQUAN', 1, batchId, day]), ...records, csvLine(['T', payments.length, total])].join(
    '',
  );
}

/** An amount as banks write it: yuan with two decimals. */
export function amountText(amountFen: Fen): string {
  return `${Math.floor(amountFen / 100)}.${String(amountFen % 100).padStart(2, '0')}`;
}

/** A record is one line; and no spreadsheet takes a name for a formula. */
function oneLine(words: string): string {
  return words.replace(/[\r\n]+/g, ' ').replace(/^[=+@-]+/, '');
}

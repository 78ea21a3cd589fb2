import { BadInputError } from '../stand-in/input';

/** One payment of a file. The amount is kept as it was written: yuan with two decimals. */
export interface Payment {
  payoutId: string;
  accountName: string;
  bankName: string;
  accountNo: string;
  amount: string;
}

/**
 * Reads a payment file (docs/reference/bank-file.md). A file with one wrong record is refused as a whole: a bank pays all of a
 * file or nothing.
 * @throws BadInputError that names the line and what is wrong there, and no account
 */
export function parsePaymentFile(fileId: string, text: string): Payment[] {
  const records = text.split('\r\n').slice(0, -1).map(fieldsOf);
  const [head, ...rest] = records;
  const tail = rest.pop();
  if (head?.[0] !== 'H' || head[1] !== 'KEQUAN' || head[2] !== '1') refuse(1, 'not a head of version 1');
  if (head[3] !== fileId) refuse(1, 'another file’s id');
  const payments = rest.map((record, index) => paymentOf(record, index));
  const total = payments.reduce((sum, { amount }) => sum + fenOf(amount), 0);
  if (tail?.[0] !== 'T' || Number(tail[1]) !== payments.length)
    refuse(records.length, 'the number of records differs');
  if (tail[2] === undefined || fenOf(tail[2]) !== total) refuse(records.length, 'the total differs');
  if (new Set(payments.map(({ payoutId }) => payoutId)).size < payments.length)
    refuse(records.length, 'a payment stands twice');
  return payments;
}

/** The fen of an amount as it is written. @throws BadInputError when it is none */
function fenOf(amount: string): number {
  if (!/^\d{1,13}\.\d{2}$/.test(amount)) throw new BadInputError('an amount is not yuan with two decimals');
  return Number(amount.replace('.', ''));
}

function paymentOf(
  [kind, number, payoutId, accountName, bankName, accountNo, amount]: string[],
  index: number,
): Payment {
  const line = index + 2;
  if (kind !== 'D' || Number(number) !== index + 1) refuse(line, 'records are numbered from 1');
  if (!payoutId || !accountName || !bankName || !amount) return refuse(line, 'a field is missing');
  if (!accountNo || !/^\d{8,32}$/.test(accountNo)) return refuse(line, 'an account has 8 to 32 digits');
  if (fenOf(amount) === 0) refuse(line, 'nothing is to be paid');
  return { payoutId, accountName, bankName, accountNo, amount };
}

function refuse(line: number, why: string): never {
  throw new BadInputError(`line ${line}: ${why}`);
}

function fieldsOf(line: string): string[] {
  return [...`,${line}`.matchAll(/,(?:"((?:[^"]|"")*)"|([^,]*))/g)].map(
    ([, quoted, plain]) => quoted?.replace(/""/g, '"') ?? plain ?? '',
  );
}

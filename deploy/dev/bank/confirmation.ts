import type { KeptFile } from './file-store';

/** The text of a file's confirmation (docs/reference/bank-file.md). */
export function confirmationText({ fileId, confirmedFrom, payments }: KeptFile): string {
  const records = payments.map(({ payoutId, code, amount }) =>
    ['D', payoutId, code === undefined ? 'PAID' : 'RETURNED', code ?? '', amount].join(','),
  );
  return [`H,BANK,1,${fileId},${confirmedFrom.slice(0, 10)}`, ...records, `T,${payments.length}`]
    .map((line) => `${line}\r\n`)
    .join('');
}

import { CHINA_CALENDAR, event, localDay, type MakeBankFile } from '@kequan/contracts';
import { insertOnce, sha256, type Seal } from '@kequan/kit';
import type { Bank } from './bank';
import { bankFileText, type Payment } from './bank-file';
import { ofPayout } from './events';
import { moveLine, moveLines } from './lines';
import type { BankFile, BankFiles, Payout, SettlementStores } from './model';

export interface BankFileParts extends SettlementStores {
  files: BankFiles;
  bank: Bank;
  /** Opens the accounts that institution sealed. */
  accountSeal: Seal;
  /** Closes the file as it is kept. */
  fileSeal: Seal;
}

/**
 * Makes the file of a batch once: what was made first is what is sent, however often this is asked. A payee without a
 * corporate account now (R15) is not in it; its payout is returned and its case reopened.
 */
export async function makeBankFile(
  parts: BankFileParts,
  { batchId, payees }: MakeBankFile,
): Promise<{ lineCount: number }> {
  const { payouts, files } = parts;
  const made = await files.findOne({ _id: batchId }).lean();
  if (made) return { lineCount: made.lineCount };
  const payeeOf = new Map(payees.map((payee) => [payee.institutionId, payee]));
  const released = await payouts.model
    .find({ batchId, status: 'released' })
    .sort({ _id: 1 })
    .lean<Payout[]>();
  const payments: Payment[] = [];
  for (const payout of released) {
    const payee = payeeOf.get(payout.institutionId);
    if (payee) {
      const { institutionId, accountName, bankName, sealedBankAccountNo } = payee;
      const bankAccountNo = parts.accountSeal.open(sealedBankAccountNo);
      const { _id: payoutId, amountFen } = payout;
      payments.push({ payoutId, amountFen, payee: { institutionId, accountName, bankName, bankAccountNo } });
    } else await returnWithoutAccount(parts, payout, batchId);
  }
  return { lineCount: payments.length === 0 ? 0 : await keptOnce(parts, batchId, payments) };
}

/** Hands the file to the bank, and tells each payee that it is on its way. */
export async function sendBankFile(parts: BankFileParts, { batchId }: { batchId: string }): Promise<void> {
  const { payouts, batches, files, bank, fileSeal } = parts;
  const file = await files.findOne({ _id: batchId }).lean();
  if (!file) return;
  await bank.send(batchId, fileSeal.open(file.sealedText));
  const { lineCount, amountFen, sha256: hash } = file;
  await batches.command(batchId, {
    key: 'send',
    expect: { status: 'released' },
    change: { $set: { status: 'sent', file: { lineCount, amountFen, sha256: hash } } },
  });
  const sent = { batchId, name: 'send', from: 'released', to: 'sent' } as const;
  for (const { payoutId } of file.lines)
    await moveLine(payouts, await payouts.get(payoutId), {
      ...sent,
      events: (payout) => [event('kequan.settlement.payout-sent.v1', { ...ofPayout(payout), batchId })],
    });
}

async function keptOnce(
  { files, fileSeal }: BankFileParts,
  batchId: string,
  payments: Payment[],
): Promise<number> {
  const madeAt = new Date();
  const text = bankFileText(batchId, localDay(CHINA_CALENDAR, madeAt.getTime()), payments);
  const file: BankFile = {
    _id: batchId,
    lines: payments.map(({ payoutId, amountFen }) => ({ payoutId, amountFen })),
    lineCount: payments.length,
    amountFen: payments.reduce((sum, { amountFen }) => sum + amountFen, 0),
    sha256: sha256(text),
    sealedText: fileSeal.close(text),
    madeAt,
  };
  if (await insertOnce(files, file)) return file.lineCount;
  return (await files.findOne({ _id: batchId }).lean())?.lineCount ?? file.lineCount;
}

function returnWithoutAccount({ payouts }: BankFileParts, payout: Payout, batchId: string): Promise<boolean> {
  return moveLine(payouts, payout, {
    batchId,
    name: 'noAccount',
    from: 'released',
    to: 'returned',
    set: () => ({ failure: 'accountMissing', endedAt: new Date() }),
    events: (found) => [
      event('kequan.settlement.payout-failed.v1', {
        ...ofPayout(found),
        batchId,
        cause: 'returned',
        reasonCode: 'accountMissing',
      }),
    ],
  });
}

/** Lines that went on after the file was made wait for the next batch. */
export async function leaveToNextBatch(
  { payouts }: Pick<SettlementStores, 'payouts'>,
  batchId: string,
): Promise<void> {
  for (const from of ['noticed', 'released'] as const)
    await moveLines(payouts, { batchId, name: `settle/${from}`, from, to: 'due', unset: ['batchId'] });
}

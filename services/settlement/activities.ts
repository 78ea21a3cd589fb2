import type { SettlementActivities } from '@kequan/contracts';
import { calendarActivities, leadingToWait, type KeptCalendar, type Processes } from '@kequan/kit';
import { makeBankFile, sendBankFile, type BankFileParts } from './bank-files';
import { collectDue } from './collecting';
import { readConfirmation, settleBatch } from './confirming';
import { awaitRelease, publishNotice } from './noticing';
import { decideObjection, recordObjection } from './objections';
import { orderPayout } from './ordering';
import { dissolveBatch, recordRelease, releaseLines } from './releasing';
import { tellEnds } from './telling';

export interface ActivityParts extends BankFileParts {
  processes: Processes;
  calendar: KeptCalendar;
}

/** What workflows may ask of settlement. */
export function settlementActivities(parts: ActivityParts): SettlementActivities {
  const { payouts, processes, calendar } = parts;
  return {
    ...calendarActivities(calendar),
    orderPayout: (input) => orderPayout(payouts, input),
    collectDue: (input) => collectDue(parts, input),
    publishNotice: (input) => publishNotice(parts, input),
    awaitRelease: (input) => awaitRelease(parts, input),
    recordRelease: (input) => recordRelease(parts, input),
    releaseLines: (input) => releaseLines(parts, input),
    makeBankFile: (input) => makeBankFile(parts, input),
    sendBankFile: (input) => sendBankFile(parts, input),
    readConfirmation: (input) => readConfirmation(parts, input),
    tellEnds: ({ batchId }) => tellEnds(payouts, processes, { batchId }),
    settleBatch: (input) => settleBatch(parts, input),
    dissolveBatch: (input) => dissolveBatch(parts, input),
    recordObjection: leadingToWait(calendar, (input) => recordObjection(parts, input)),
    decideObjection: (input) => decideObjection(parts, input),
    tellEnd: ({ payoutId }) => tellEnds(payouts, processes, { _id: payoutId }),
  };
}

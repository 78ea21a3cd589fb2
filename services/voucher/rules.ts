import {
  CHINA_CALENDAR,
  failure,
  localDay,
  programmeOf,
  VoucherApplicationForm,
  type AdmittedUser,
  type Fen,
} from '@kequan/contracts';
import { completeForm, isOpenToApplicant, type Application } from '@kequan/kit';

/** The draft as it can be submitted. @throws `StageNotOpen`, `FormIncomplete` with every wrong field by its path */
export function requireSubmittable(application: Application): VoucherApplicationForm {
  if (!isOpenToApplicant(application)) throw failure('StageNotOpen');
  return completeForm(VoucherApplicationForm, application.draft);
}

/** One application asks for no more than the programme's cap (R18). @throws `CapExceeded` */
export function requireWithinApplicationCap(programmeId: string, requestedFen: Fen): void {
  if (requestedFen > programmeOf(programmeId).voucher.capPerApplicationFen.value)
    throw failure('CapExceeded');
}

/** What a unit is granted in a year stays within the programme's cap (R18). @throws `CapExceeded` */
export function requireWithinYearCap(programmeId: string, grantedFen: Fen, moreFen: Fen): void {
  if (grantedFen + moreFen > programmeOf(programmeId).voucher.capPerYearFen.value)
    throw failure('CapExceeded');
}

/** The years of statements that a unit hands in (R19): one while it is registered for less than two years. */
export function statementsNeeded(registeredOn: string, at: Date): 1 | 2 {
  const [year = '', ...monthAndDay] = localDay(CHINA_CALENDAR, at.getTime()).split('-');
  const twoYearsAgo = [String(Number(year) - 2), ...monthAndDay].join('-');
  return registeredOn > twoYearsAgo ? 1 : 2;
}

/** All statements that the unit's age asks for are there (R19). @throws `StatementsMissing` */
export function requireStatements({ registeredOn }: AdmittedUser, statements: number, at: Date): void {
  if (statements < statementsNeeded(registeredOn, at)) throw failure('StatementsMissing');
}

/** Only who owns the unit applies for it. @throws `UserNotAdmitted` */
export function requireOwnUnit({ accountId }: AdmittedUser, submittedBy: string): void {
  if (accountId !== submittedBy) throw failure('UserNotAdmitted');
}

/** The year, in China, of an instant. */
export function yearOf(at: Date): number {
  return Number(localDay(CHINA_CALENDAR, at.getTime()).slice(0, 4));
}

/** The last instant of a voucher: the end, in China, of the day that is `validityDays` after the issue. */
export function expiryOf(issuedAt: Date, validityDays: number): Date {
  const day = localDay(CHINA_CALENDAR, issuedAt.getTime() + (validityDays + 1) * DAY_MS);
  return new Date(Date.parse(`${day}T00:00:00+08:00`));
}

const DAY_MS = 24 * 3_600_000;

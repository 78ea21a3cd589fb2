import { failure, type InstitutionActivities } from '@kequan/contracts';
import { calendarActivities, leadingToWait, type KeptCalendar, type UniqueValues } from '@kequan/kit';
import { admittedUserOf } from './admitted-user';
import type { BankAccounts } from './bank-account';
import { publishNotice } from './entry-notice';
import type { EntryNoticeNumbers } from './entry-notice-numbers';
import type { Institution, Institutions } from './model';
import { hasOpenShop, unitCodeValue } from './rules';
import { decideStage, submitStage, withdrawStage } from './stage-commands';
import { payeeOf, requireTradingParties } from './trading';

export interface ActivityParts {
  institutions: Institutions;
  bankAccounts: BankAccounts;
  unitCodes: UniqueValues;
  numbers: EntryNoticeNumbers;
  calendar: KeptCalendar;
}

/** What workflows may ask of institution. */
export function institutionActivities({
  institutions,
  bankAccounts,
  unitCodes,
  numbers,
  calendar,
}: ActivityParts): InstitutionActivities {
  return {
    ...calendarActivities(calendar),
    async reserveUnitCode({ institutionId, unitCode }) {
      const { track } = await institutions.get(institutionId);
      const holder = await unitCodes.take(unitCodeValue(track, unitCode), institutionId);
      if (holder !== institutionId) throw failure('UnitCodeTaken');
    },
    async releaseUnitCode({ institutionId, unitCode }) {
      const { track, approvedUnitCodes = [] } = await institutions.get(institutionId);
      const value = unitCodeValue(track, unitCode);
      if (!approvedUnitCodes.includes(value)) await unitCodes.release(value, institutionId);
    },
    recordStageSubmission: leadingToWait(calendar, (input) =>
      submitStage({ institutions, bankAccounts }, input),
    ),
    recordStageOutcome: (input) => decideStage(institutions, input),
    recordStageWithdrawal: (input) => withdrawStage(institutions, input),
    publishEntryNotice: (input) => publishNotice({ institutions, numbers }, input),
    async requireOpenShop({ institutionId }) {
      const institution = await institutions.find(institutionId);
      if (!institution || !hasOpenShop(institution)) throw failure('OpenShopRequired');
    },
    requireAdmittedUser: async ({ institutionId }) => admittedUserOf(await institutions.find(institutionId)),
    async requireTradingParties({ userInstitutionId, providerInstitutionId }) {
      const found = await institutions.model
        .find({ _id: { $in: [userInstitutionId, providerInstitutionId] } })
        .lean<Institution[]>();
      const of = (id: string) => found.find(({ _id }) => _id === id);
      return requireTradingParties(of(userInstitutionId), of(providerInstitutionId));
    },
    async payeesOf({ institutionIds }) {
      const found = await institutions.model.find({ _id: { $in: institutionIds } }).lean<Institution[]>();
      return found.flatMap((institution) => payeeOf(institution) ?? []);
    },
  };
}

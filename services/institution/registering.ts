import { fullNameOf, newId, stagesOf, type TrackName } from '@kequan/contracts';
import { newApplication, type Caller, type UniqueValues } from '@kequan/kit';
import type { Institution, Institutions } from './model';
import { requireTrackOfAccount, requireTrackOfRole, unitCodeValue } from './rules';

/**
 * Makes the institution of an account: one for ever. Whoever asks again gets the same one. Of the unit of a secondary account
 * the legal person's facts are those of its primary account (JS step 1), so that it registers nothing.
 * @throws `ProgrammeUnknown`, `TrackUnknown`, `TrackNotOfRole`, `TrackNotOfAccount`
 */
export async function registerInstitution(
  { institutions, accounts }: { institutions: Institutions; accounts: UniqueValues },
  caller: Caller,
  track: TrackName,
): Promise<Institution> {
  requireTrackOfRole(caller.role, track);
  const { affiliation } = caller;
  requireTrackOfAccount(caller.programmeId, track, affiliation);
  const stages = stagesOf(caller.programmeId, track);
  const id = await accounts.take(caller.accountId, newId());
  const { doc } = await institutions.insert(
    id,
    {
      programmeId: caller.programmeId,
      track,
      ownerAccountId: caller.accountId,
      name: affiliation ? fullNameOf(affiliation) : '',
      ...(affiliation && {
        primaryAccountId: affiliation.primaryAccountId,
        unitCode: unitCodeValue(track, affiliation.unitCode),
      }),
      voucherShop: false,
      stages: Object.fromEntries(stages.map(({ stage }) => [stage, newApplication()])),
    },
    { key: 'register' },
  );
  return doc;
}

import { newId, stagesOf, type TrackName } from '@kequan/contracts';
import { newApplication, type Caller, type UniqueValues } from '@kequan/kit';
import type { Institution, Institutions } from './model';
import { requireTrackOfRole } from './rules';

/**
 * Makes the institution of an account: one for ever. Whoever asks again gets the same one.
 * @throws `ProgrammeUnknown`, `TrackUnknown`, `TrackNotOfRole`
 */
export async function registerInstitution(
  { institutions, accounts }: { institutions: Institutions; accounts: UniqueValues },
  caller: Caller,
  track: TrackName,
): Promise<Institution> {
  requireTrackOfRole(caller.role, track);
  const stages = stagesOf(caller.programmeId, track);
  const id = await accounts.take(caller.accountId, newId());
  const { doc } = await institutions.insert(
    id,
    {
      programmeId: caller.programmeId,
      track,
      ownerAccountId: caller.accountId,
      name: '',
      voucherShop: false,
      stages: Object.fromEntries(stages.map(({ stage }) => [stage, newApplication()])),
    },
    { key: 'register' },
  );
  return doc;
}

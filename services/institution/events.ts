import type { OnboardingStage } from '@kequan/contracts';
import type { Institution } from './model';

/** What every event about an institution tells. @param name the host's name, when this write changes it */
export function ofInstitution(institution: Institution, name = institution.name) {
  return {
    programmeId: institution.programmeId,
    institutionId: institution._id,
    applicantAccountId: institution.ownerAccountId,
    title: name,
  };
}

/** What every event about a stage tells. */
export function ofStage(institution: Institution, stage: OnboardingStage, name = institution.name) {
  return { ...ofInstitution(institution, name), track: institution.track, stage };
}

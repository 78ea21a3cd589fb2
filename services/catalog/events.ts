import type { OfferedService } from './model';
import { titleOf } from './rules';

/** What every event about a service tells. @param title its name, when this write changes it */
export function ofService(service: OfferedService, title = titleOf(service)) {
  return {
    programmeId: service.programmeId,
    institutionId: service.institutionId,
    applicantAccountId: service.ownerAccountId,
    title,
    serviceId: service._id,
  };
}

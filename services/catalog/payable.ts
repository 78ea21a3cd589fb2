import { programmeOf, type Exclusion } from '@kequan/contracts';
import type { OfferedService } from './model';

type Listed = Pick<OfferedService, 'programmeId' | 'kind' | 'listing'>;

/**
 * Why a listed service is never payable with vouchers, though it is listed: its tests are mandatory or statutory, or
 * other commercial activity (SN 1.1, R21), or its experiments are made in a laboratory outside the province (R22).
 * Undefined when nothing of what the programme excludes holds.
 */
export function exclusionOf({ programmeId, kind, listing }: Listed): Exclusion | undefined {
  const { excluded, province } = programmeOf(programmeId);
  const reason = reasonOf(kind, listing, province);
  return reason && excluded.includes(reason) ? reason : undefined;
}

function reasonOf(
  kind: OfferedService['kind'],
  listing: OfferedService['listing'],
  province: string,
): Exclusion | undefined {
  switch (kind) {
    case 'inspectionTesting':
      return listing?.purpose === 'innovation' ? undefined : listing?.purpose;
    case 'experiment':
      return listing?.laboratoryProvince === province ? undefined : 'outOfProvinceExperiment';
    case 'instrumentSharing':
      return undefined;
  }
}

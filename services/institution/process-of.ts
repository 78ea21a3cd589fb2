import {
  enrolmentId,
  ENTERPRISE_ENROLMENT,
  INSTITUTION_ONBOARDING,
  isProviderTrack,
  onboardingId,
} from '@kequan/contracts';
import type { Institution } from './model';

/** The process by which an institution passes the stages of its track: its type, and its id. */
export function processOf({ _id, track }: Pick<Institution, '_id' | 'track'>): {
  workflowType: string;
  workflowId: string;
} {
  return isProviderTrack(track)
    ? { workflowType: INSTITUTION_ONBOARDING, workflowId: onboardingId(_id) }
    : { workflowType: ENTERPRISE_ENROLMENT, workflowId: enrolmentId(_id) };
}

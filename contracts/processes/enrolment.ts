import type { OnboardingInput } from './onboarding';

/** The workflow's type name; it stands in histories and never changes. */
export const ENTERPRISE_ENROLMENT = 'enterpriseEnrolment';

/** Input of enterpriseEnrolment: the same passage through stages as a provider's, on the track `voucherUser`. */
export type EnrolmentInput = OnboardingInput;

/** How an enrolment ends. */
export type EnrolmentResult = { ended: 'admitted' | 'closed' };

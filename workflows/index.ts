export { enterpriseEnrolment } from './enterprise-enrolment';
export { institutionOnboarding } from './institution-onboarding';
export { publication } from './publication';
export { voucherIssuance } from './voucher-issuance';
export { voucherRedemption } from './voucher-redemption';

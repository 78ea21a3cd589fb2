export { enterpriseEnrolment } from './enterprise-enrolment';
export { institutionOnboarding } from './institution-onboarding';
export { payoutBatch } from './payout-batch';
export { payoutObjection } from './payout-objection';
export { publication } from './publication';
export { voucherIssuance } from './voucher-issuance';
export { voucherRedemption } from './voucher-redemption';

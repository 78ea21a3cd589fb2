export { enterpriseEnrolment } from './onboarding/enterprise-enrolment';
export { institutionOnboarding } from './onboarding/institution-onboarding';
export { payoutBatch } from './payout/payout-batch';
export { payoutObjection } from './payout/payout-objection';
export { publication } from './publication/publication';
export { voucherIssuance } from './issuance/voucher-issuance';
export { voucherRedemption } from './redemption/voucher-redemption';

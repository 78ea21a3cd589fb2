export * from './ids';
export * from './review';
export * from './onboarding';
export * from './publication';
export * from './enrolment';
export * from './issuance';
export * from './redemption';
export * from './payout';

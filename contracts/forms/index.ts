export * from './registration';
export * from './shop';
export * from './qualification';
export * from './service';
export * from './enrolment';
export * from './voucher-application';
export * from './redemption';

export * from './life';
export * from './deal';
export * from './payout-line';
export * from './voucher';
export * from './picture';

export * from './institution';
export * from './catalog';
export * from './record';
export * from './review';
export * from './files';
export * from './voucher';
export * from './trade';
export * from './settlement';

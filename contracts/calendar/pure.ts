/** The calendar without the schema library, for workflow code (see contracts/pure.ts). */
export * from './china';
export * from './deadlines';
export * from './moved-by';
export * from './wait-clock';
export * from './working-days';

export * from './calendar';
export * from './pure';

export * from './envelope';
export * from './types';
export * from './read';

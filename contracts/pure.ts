/**
 * What deterministic code needs at run time, without the schema library: each run of a workflow evaluates its modules
 * anew, and the schemas would cost it 4 MB and tens of milliseconds. Types come from the index as everywhere.
 */
export * from './processes';
export * from './failures';
export * from './lives/life';
export * from './lives/deal';
export * from './judgements';
export * from './calendar/pure';
export * from './texts';

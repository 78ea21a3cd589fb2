import { Schema } from 'mongoose';
import type { KeQuanEvent } from '@kequan/contracts';
import { instant, listOf, mixed, STRICT, text, whole, type Fields, type ShapeOf } from './fields';

const AGGREGATE = {
  _id: text,
  version: whole,
  /** The keys of the last hundred commands, so that a retry changes nothing. */
  applied: listOf(text),
  /** Events that Kafka has not acknowledged yet, in the order in which they happened. */
  outbox: listOf(mixed<KeQuanEvent>()),
  createdAt: instant,
  updatedAt: instant,
};

/** What every fact's document has beside the facts. */
export type Aggregate = ShapeOf<typeof AGGREGATE>;

/** A schema whose documents have the shape `D`; the mark is there for the compiler only. */
export interface DocumentSchema<out D> extends Schema {
  readonly documentType?: D;
}

/** The type of the documents of a schema. */
export type DocumentOf<S> = S extends { readonly documentType?: infer D } ? D : never;

/** The schema of documents that are no aggregates: projections, counters, values that are taken. */
export function documentSchema<F extends Fields & { _id: typeof text }>(
  fields: F,
): DocumentSchema<ShapeOf<F>> {
  return new Schema(fields, STRICT);
}

/** The schema of an aggregate: its facts, with what the store keeps itself. */
export function aggregateSchema<F extends Fields>(facts: F): DocumentSchema<Aggregate & ShapeOf<F>> {
  return new Schema(facts as object, STRICT).plugin(keptByStore);
}

/** The plugin of every aggregate, with the index by which a sweep finds what a crash left in an outbox. */
function keptByStore(schema: Schema): void {
  schema.add(AGGREGATE as object);
  schema.index(
    { 'outbox.time': 1 },
    { name: 'outbox', partialFilterExpression: { 'outbox.id': { $exists: true } } },
  );
}

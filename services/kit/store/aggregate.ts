import type { Collection, Db, Filter, OptionalUnlessRequiredId, UpdateFilter, WithId } from 'mongodb';
import { failure, type Failure, type KeQuanEvent, type NewEvent } from '@kequan/contracts';
import { stampEvents } from '../events/stamp';
import type { Relay } from '../events/relay';
import { isDuplicateKey } from './mongo';

/** What every fact's document has beside the facts. */
export interface Aggregate {
  _id: string;
  version: number;
  /** The keys of the last hundred commands, so that a retry changes nothing. */
  applied: string[];
  /** Events that Kafka has not acknowledged yet, in the order in which they happened. */
  outbox: KeQuanEvent[];
  createdAt: Date;
  updatedAt: Date;
}

/** The facts of a document, without what the store keeps itself. */
export type Facts<D extends Aggregate> = Omit<D, keyof Aggregate>;

export interface Command<D extends Aggregate> {
  /** Makes a retry harmless: a key that was applied before changes nothing. */
  key: string;
  /** What must hold of the document (status, version, balance); checked and changed in one step. */
  expect?: Filter<D>;
  change?: UpdateFilter<D>;
  events?: readonly NewEvent[];
  /** The failure when the expectation does not hold. Default: `Conflict`. */
  otherwise?: (found: WithId<D>) => Failure;
}

export interface Applied<D> {
  doc: D;
  /** False when the key had been applied before, and nothing was changed now. */
  applied: boolean;
}

const KEPT_KEYS = 100;

/** Documents of one kind, changed by commands: each is one conditional write that carries its events. */
export interface AggregateStore<D extends Aggregate> {
  readonly collection: Collection<D>;
  /**
   * Inserts a new document with its events. An existing document of the same id is answered unchanged.
   * @throws `Conflict` when another document has the value of one of its unique indexes
   */
  insert(
    id: string,
    facts: Facts<D>,
    command: { key: string; events?: readonly NewEvent[] },
  ): Promise<Applied<D>>;
  /** @throws `NotFound`, or what `otherwise` makes of a broken expectation */
  command(id: string, command: Command<D>): Promise<Applied<D>>;
  /** @throws `NotFound` */
  get(id: string): Promise<D>;
  find(id: string): Promise<D | undefined>;
}

/** Opens the store of one collection. @param source the service's name in its events */
export function aggregateStore<D extends Aggregate>(
  db: Db,
  name: string,
  source: string,
  relay: Relay,
): AggregateStore<D> {
  const collection = db.collection<D>(name);
  const outbox = relay.register(collection);

  async function find(id: string): Promise<D | undefined> {
    return ((await collection.findOne({ _id: id } as Filter<D>)) as D | null) ?? undefined;
  }

  async function get(id: string): Promise<D> {
    const doc = await find(id);
    if (!doc) throw failure('NotFound');
    return doc;
  }

  return {
    collection,
    find,
    get,
    async insert(id, facts, { key, events = [] }) {
      const now = new Date();
      const doc = {
        ...facts,
        _id: id,
        version: 1,
        applied: [key],
        outbox: stampEvents(source, id, events, now),
        createdAt: now,
        updatedAt: now,
      } as unknown as D;
      try {
        await collection.insertOne(doc as OptionalUnlessRequiredId<D>);
      } catch (error) {
        if (!isDuplicateKey(error)) throw error;
        const found = await find(id);
        // Not this document stands there already, but another with the same value of a unique index.
        if (!found) throw failure('Conflict');
        return { doc: found, applied: false };
      }
      if (doc.outbox.length > 0) outbox.offer(id, doc.outbox);
      return { doc, applied: true };
    },
    async command(id, { key, expect, change = {}, events = [], otherwise }) {
      const now = new Date();
      const stamped = stampEvents(source, id, events, now);
      const filter = { ...expect, _id: id, applied: { $ne: key } };
      const update = {
        ...change,
        $set: { ...change.$set, updatedAt: now },
        $inc: { ...change.$inc, version: 1 },
        $push: {
          ...change.$push,
          applied: { $each: [key], $slice: -KEPT_KEYS },
          ...(stamped.length > 0 ? { outbox: { $each: stamped } } : {}),
        },
      };
      const doc = (await collection.findOneAndUpdate(
        filter as unknown as Filter<D>,
        update as unknown as UpdateFilter<D>,
        {
          returnDocument: 'after',
        },
      )) as D | null;
      if (doc) {
        if (stamped.length > 0) outbox.offer(id, doc.outbox);
        return { doc, applied: true };
      }
      const found = await get(id);
      if (found.applied.includes(key)) return { doc: found, applied: false };
      throw otherwise?.(found as WithId<D>) ?? failure('Conflict');
    },
  };
}

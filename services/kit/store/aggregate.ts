import type { Connection, QueryFilter, UpdateQuery } from 'mongoose';
import { Failure, failure, type NewEvent } from '@kequan/contracts';
import type { Relay } from '../events/relay';
import { stampEvents } from '../events/stamp';
import { openModel, type DocumentModel } from './connection';
import { insertOnce } from './insert-once';
import type { Aggregate, DocumentSchema } from './schema';

/** The facts of a document, without what the store keeps itself. */
export type Facts<D extends Aggregate> = Omit<D, keyof Aggregate>;

/** What a command does to a document: all of it in one write, or nothing. */
export interface Change<D extends Aggregate> {
  /** What must hold of the document (status, version, balance); checked and changed in one step. */
  expect?: QueryFilter<D>;
  change?: UpdateQuery<D>;
  events?: readonly NewEvent[];
}

export interface Command<D extends Aggregate> extends Change<D> {
  /** Makes a retry harmless: a key that was applied before changes nothing. */
  key: string;
  /** The failure when the expectation does not hold. Default: `Conflict`. */
  otherwise?: (found: D) => Failure;
}

export interface PlannedCommand<D extends Aggregate> {
  key: string;
  /** When given, nothing but this version may be changed: nobody acts on what he has not seen. */
  version?: number | undefined;
  /**
   * The change by the rules, made from the document as it stands; it may be asked more than once. Undefined when there is nothing
   * to do. Without an expectation of its own it holds only over the very version that it was made from. @throws the broken rule
   */
  plan: (doc: D) => Change<D> | undefined | Promise<Change<D> | undefined>;
}

export interface Applied<D> {
  doc: D;
  /** False when the key had been applied before, and nothing was changed now. */
  applied: boolean;
}

const KEPT_KEYS = 100;
/** More racers than this in a row, each of them faster, are no coincidence. */
const MOST_LOOKS = 500;

/** Documents of one kind, changed by commands: each is one conditional write that carries its events. */
export interface AggregateStore<in out D extends Aggregate> {
  /** For reads, which are lean, and for what is no command. */
  readonly model: DocumentModel<D>;
  /**
   * Inserts a new document with its events. An existing document of the same id is answered unchanged.
   */
  insert(
    id: string,
    facts: Facts<D>,
    command: { key: string; events?: readonly NewEvent[] },
  ): Promise<Applied<D>>;
  /** @throws `NotFound`, or what `otherwise` makes of a broken expectation */
  command(id: string, command: Command<D>): Promise<Applied<D>>;
  /**
   * A command that is made from what it changes: who was overtaken looks again.
   * @returns the document as it is afterwards
   * @throws `NotFound`, `Conflict` (another version than the one named), `Overtaken` (again and again), and the rule that the plan breaks
   */
  change(id: string, command: PlannedCommand<D>): Promise<D>;
  /** @throws `NotFound` */
  get(id: string): Promise<D>;
  find(id: string): Promise<D | undefined>;
}

/** Opens the store of one collection. @param source the service's name in its events */
export function aggregateStore<D extends Aggregate>(
  connection: Connection,
  name: string,
  schema: DocumentSchema<D>,
  source: string,
  relay: Relay,
): AggregateStore<D> {
  const model = openModel(connection, name, schema);
  const outbox = relay.register(model);

  async function find(id: string): Promise<D | undefined> {
    // exec() and not the query as a promise: that costs a tenth more.
    return (await model.findOne({ _id: id }).lean<D>().exec()) ?? undefined;
  }

  async function get(id: string): Promise<D> {
    const doc = await find(id);
    if (!doc) throw failure('NotFound');
    return doc;
  }

  async function command(id: string, { key, expect, change, events = [], otherwise }: Command<D>) {
    const now = new Date();
    const stamped = stampEvents(source, id, events, now);
    const doc = await model
      .findOneAndUpdate(
        { ...expect, _id: id, applied: { $ne: key } } as QueryFilter<D>,
        {
          ...change,
          $set: { ...change?.$set, updatedAt: now },
          $inc: { ...change?.$inc, version: 1 },
          $push: {
            ...change?.$push,
            applied: { $each: [key], $slice: -KEPT_KEYS },
            ...(stamped.length > 0 ? { outbox: { $each: stamped } } : {}),
          },
        },
        { returnDocument: 'after' },
      )
      .lean<D>()
      .exec();
    if (doc) {
      if (stamped.length > 0) outbox.offer(id, doc.outbox);
      return { doc, applied: true };
    }
    const found = await get(id);
    if (found.applied.includes(key)) return { doc: found, applied: false };
    throw otherwise?.(found) ?? failure('Conflict');
  }

  return {
    model,
    find,
    get,
    command,
    async insert(id, facts, { key, events = [] }) {
      const now = new Date();
      const kept: Aggregate = {
        _id: id,
        version: 1,
        applied: [key],
        outbox: stampEvents(source, id, events, now),
        createdAt: now,
        updatedAt: now,
      };
      const doc = { ...facts, ...kept } as unknown as D;
      if (!(await insertOnce(model, doc))) return { doc: await get(id), applied: false };
      if (doc.outbox.length > 0) outbox.offer(id, doc.outbox);
      return { doc, applied: true };
    },
    async change(id, { key, version, plan }) {
      for (let look = 1; ; look += 1) {
        const found = await get(id);
        if (found.applied.includes(key)) return found;
        const planned = await plan(found);
        if (!planned) return found;
        // The rule that forbids it by now tells more than that something has changed: so this comes after it.
        if (version !== undefined && found.version !== version) throw failure('Conflict');
        try {
          const madeFrom = planned.expect ?? { version: found.version };
          const expect = { ...madeFrom, ...(version !== undefined && { version }) } as QueryFilter<D>;
          return (await command(id, { ...planned, key, expect })).doc;
        } catch (error) {
          if (!(error instanceof Failure && error.code === 'Conflict')) throw error;
          if (look >= MOST_LOOKS) throw failure('Overtaken');
        }
      }
    },
  };
}

import { z } from 'zod';
import { EventSource, Id } from '@kequan/contracts';
import type { EventHandler } from '../events/consumer';
import { allow } from '../http/policy';
import { route } from '../http/route';
import type { ServiceContext, ServiceDefinition } from '../service';
import { aggregateStore, type AggregateStore } from '../store/aggregate';
import { numbered, purseSchema, type Purse } from './purse';

/** What a test may look at and take hold of in the made-up service. */
export interface PurseService {
  definition: ServiceDefinition;
  /** Of the process that was started last. */
  context(): ServiceContext;
  purses(): AggregateStore<Purse>;
}

export interface PurseServiceOptions {
  /** A slow request waits for this. */
  gate?: () => Promise<void>;
  start?: () => Promise<void>;
  stop?: () => Promise<void>;
  handle?: EventHandler;
}

const PurseView = z.object({ id: Id, balance: z.int() });
const viewOf = ({ _id, balance }: Purse) => ({ id: _id, balance });

/** A service that is made up for tests of what hosts it: routes, activities, events that it also reads itself. */
export function purseService(options: PurseServiceOptions = {}): PurseService {
  let context: ServiceContext | undefined;
  let purses: AggregateStore<Purse> | undefined;
  const given = <T>(value: T | undefined): T => {
    if (value === undefined) throw new Error('the service was not started');
    return value;
  };
  const definition: ServiceDefinition = {
    name: 'purses',
    publishes: EventSource.enum.institution,
    create(made) {
      context = made;
      const store = aggregateStore(made.connection, 'purses', purseSchema, 'institution', made.relay);
      purses = store;
      const params = z.strictObject({ id: Id });
      return {
        routes: [
          route('POST /v1/purses', allow.everyone, {
            summary: 'makes a purse',
            body: z.strictObject({ name: z.string() }),
            answer: PurseView,
            status: 201,
            idempotencyKey: 'optional',
            handle: async ({ key, body }) => {
              const id = await made.creations.idFor(key, body);
              return viewOf((await store.insert(id, { balance: 0 }, { key, events: [numbered(0)] })).doc);
            },
          }),
          route('POST /v1/purses/:id/events', allow.everyone, {
            summary: 'tells of a purse',
            params,
            answer: PurseView,
            idempotencyKey: 'required',
            handle: async ({ params: { id }, key }) =>
              viewOf((await store.command(id, { key, events: [numbered(1)] })).doc),
          }),
          route('GET /v1/slow', allow.everyone, {
            summary: 'answers when it may',
            answer: z.object({ slow: z.boolean() }),
            handle: async () => {
              await options.gate?.();
              return { slow: true };
            },
          }),
        ],
        activities: {
          addToPurse: async ({ id, key, amount }: { id: string; key: string; amount: number }) =>
            (await store.command(id, { key, change: { $inc: { balance: amount } } })).doc.balance,
        },
        ...(options.handle ? { consumes: { sources: ['institution'], handle: options.handle } } : {}),
        ...(options.start ? { start: options.start } : {}),
        ...(options.stop ? { stop: options.stop } : {}),
      };
    },
  };
  return { definition, context: () => given(context), purses: () => given(purses) };
}

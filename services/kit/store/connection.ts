import {
  createConnection,
  type Connection,
  type ConnectOptions,
  type Model,
  type mongo,
  type Schema,
} from 'mongoose';
import type { DocumentSchema } from './schema';

/** How long the server may work on one query before it breaks it off. */
const LONGEST_QUERY_MS = 15_000;

/** The database that one service of an installation owns. */
export function databaseNameOf(instance: string, service: string): string {
  return `${instance}_${service}`;
}

/**
 * Connects a service to the database that it owns (wire protocol 9 or newer) and waits until it answers. Writes are acknowledged by
 * a majority and reads see what a majority has, from the primary: everybody reads his own writes, and nothing is decided or
 * published that could be rolled back. Every wait has an end: a server that hangs is noticed within some ten seconds.
 */
export function connectStore(
  url: string,
  databaseName: string,
  options: ConnectOptions = {},
): Promise<Connection> {
  const connection = createConnection(url, {
    dbName: databaseName,
    appName: databaseName,
    writeConcern: { w: 'majority', wtimeoutMS: 10_000 },
    readConcern: { level: 'majority' },
    serverSelectionTimeoutMS: 10_000,
    connectTimeoutMS: 5_000,
    // Longer than the server may take for one query, so that its own answer comes first.
    socketTimeoutMS: 2 * LONGEST_QUERY_MS,
    heartbeatFrequencyMS: 5_000,
    maxPoolSize: 50,
    waitQueueTimeoutMS: 10_000,
    ignoreUndefined: true,
    bufferCommands: false,
    ...options,
  });
  connection.set('maxTimeMS', LONGEST_QUERY_MS);
  return connection.asPromise();
}

/** The driver's own database behind a connection: for GridFS and pings. @throws Error when it was never connected */
export function nativeDatabase({ db }: Connection): mongo.Db {
  if (!db) throw new Error('the store is not connected');
  return db;
}

/**
 * The documents of one collection. mongoose's own type under a name whose variance is told: else every package would reckon it anew,
 * some seconds each time.
 */
export interface DocumentModel<in out D> extends Model<D> {}

/**
 * The documents of one collection, by their schema. Opened twice, it is the same.
 * @throws Error when an index of the schema could not stand on a collection that is sharded by the hash of `_id`: what must be
 * unique is a document whose `_id` is the value
 */
export function openModel<D>(
  connection: Connection,
  name: string,
  schema: DocumentSchema<D>,
): DocumentModel<D> {
  const unique = schema.indexes().filter(([, options]) => options.unique);
  if (unique.length > 0)
    throw new Error(`${name} has an index that no shards can keep: ${JSON.stringify(unique)}`);
  return connection.model(name, schema as Schema, name) as unknown as DocumentModel<D>;
}

/** Makes the indexes that the schemas of a connection declare; existing ones are left as they are. */
export async function makeIndexes(connection: Connection): Promise<void> {
  await Promise.all(Object.values(connection.models).map((model) => model.createIndexes()));
}

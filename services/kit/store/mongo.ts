import { MongoClient, MongoError, MongoNetworkError, MongoServerError, type Db } from 'mongodb';

/**
 * Connects to MongoDB (wire protocol 9 or newer) and waits until it answers. Writes are acknowledged by a majority; reads ask
 * the primary, so that everybody reads his own writes. A server that hangs is noticed within some ten seconds.
 */
export async function connectMongo(url: string, appName: string): Promise<MongoClient> {
  const client = new MongoClient(url, {
    appName,
    w: 'majority',
    serverSelectionTimeoutMS: 10_000,
    connectTimeoutMS: 5_000,
    heartbeatFrequencyMS: 5_000,
    maxPoolSize: 50,
    waitQueueTimeoutMS: 10_000,
    ignoreUndefined: true,
  });
  await client.connect();
  return client;
}

/** The database that one service owns. */
export function databaseOf(client: MongoClient, instance: string, service: string): Db {
  return client.db(`${instance}_${service}`);
}

/** Whether a write was refused because its unique value stands already. */
export function isDuplicateKey(error: unknown): boolean {
  return error instanceof MongoServerError && error.code === 11000;
}

/** What the driver throws when the store cannot be reached or cannot be asked now. */
const AWAY = new Set([
  'MongoServerSelectionError',
  'MongoTopologyClosedError',
  'MongoNotConnectedError',
  'MongoClientClosedError',
  'MongoServerClosedError',
  'MongoPoolClosedError',
  'MongoWaitQueueTimeoutError',
  'MongoOperationTimeoutError',
]);
/** Server errors of a replica set that is changing its primary, shutting down or short of a majority. */
const AWAY_CODES = new Set([64, 91, 189, 262, 9001, 10107, 11600, 11602, 13435, 13436]);

/**
 * Of a socket that broke while the driver waited for it to take more: it lets the system's own error through then. Nothing
 * else that a service does throws these bare: fetch and the brokers' and Temporal's clients wrap theirs.
 */
const BROKEN_SOCKET = new Set(['EPIPE', 'ECONNRESET', 'ECONNABORTED', 'ETIMEDOUT', 'ERR_STREAM_DESTROYED']);

/** Whether an error says that the store is away for now: the same call may work later. A refused write is none. */
export function isStoreAway(error: unknown): boolean {
  if (!(error instanceof MongoError)) return isBrokenSocket(error);
  if (error instanceof MongoServerError) return AWAY_CODES.has(Number(error.code));
  return error instanceof MongoNetworkError || AWAY.has(error.name);
}

function isBrokenSocket(error: unknown): boolean {
  return error instanceof Error && 'code' in error && BROKEN_SOCKET.has(String(error.code));
}

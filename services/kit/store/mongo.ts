import { MongoClient, MongoServerError, type Db } from 'mongodb';

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

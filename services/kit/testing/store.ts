import type { Connection, mongo } from 'mongoose';
import { createLog } from '../base/log';
import { createRelay, type Relay } from '../events/relay';
import { connectStore, nativeDatabase } from '../store/connection';
import { freshInstance } from './process';

/** A database of a test's own on the real store, with a relay that keeps events in their outboxes. */
export interface TestStore {
  connection: Connection;
  /** The same database without schemas, for what a test must see or set as it stands. */
  db: mongo.Db;
  relay: Relay;
  /** Drops the database. */
  close(): Promise<void>;
}

/** Opens a store for tests that need no process: events can be read from the documents' outboxes. */
export async function testStore(): Promise<TestStore> {
  const connection = await connectStore(process.env['MONGODB_URL'] ?? '', freshInstance());
  const db = nativeDatabase(connection);
  const relay = createRelay({
    topic: 'none',
    publisher: { publish: async () => undefined, stop: async () => undefined },
    log: createLog('silent', 'test'),
  });
  return {
    connection,
    db,
    relay,
    async close() {
      await db.dropDatabase();
      await connection.close();
    },
  };
}

import { MongoClient, type Db } from 'mongodb';
import { createLog } from '../base/log';
import { createRelay, type Relay } from '../events/relay';
import { freshInstance } from './process';

/** A database of a test's own on the real store, with a relay that keeps events in their outboxes. */
export interface TestStore {
  db: Db;
  relay: Relay;
  /** Drops the database. */
  close(): Promise<void>;
}

/** Opens a store for tests that need no process: events can be read from the documents' outboxes. */
export async function testStore(): Promise<TestStore> {
  const client = await MongoClient.connect(process.env['MONGODB_URL'] ?? '', { ignoreUndefined: true });
  const db = client.db(freshInstance());
  const relay = createRelay({
    topic: 'none',
    publisher: { publish: async () => undefined, stop: async () => undefined },
    log: createLog('silent', 'test'),
  });
  return {
    db,
    relay,
    async close() {
      await db.dropDatabase();
      await client.close();
    },
  };
}

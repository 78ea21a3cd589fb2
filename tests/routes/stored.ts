import { MongoClient } from 'mongodb';
import { databaseNameOf } from '@kequan/kit';

/** What the databases of an installation hold: how many documents by collection, and which hold a text. */
export interface Stored {
  counts: Record<string, number>;
  /** Documents in which the marker stands. */
  marked: string[];
}

/** The unique indexes of some services' databases beside those on `_id`, as `<service>.<collection> <name>`. */
export async function uniqueIndexesIn(
  mongodbUrl: string,
  instance: string,
  services: readonly string[],
): Promise<string[]> {
  const mongo = await MongoClient.connect(mongodbUrl);
  try {
    const found: string[] = [];
    for (const service of services) {
      const db = mongo.db(databaseNameOf(instance, service));
      for (const { name } of await db.listCollections().toArray())
        for (const index of await db.collection(name).indexes())
          if (index.unique && index.name !== '_id_') found.push(`${service}.${name} ${index.name ?? ''}`);
    }
    return found;
  } finally {
    await mongo.close();
  }
}

/** Reads all documents of some services' databases. */
export async function storedIn(
  mongodbUrl: string,
  instance: string,
  services: readonly string[],
  marker: string,
): Promise<Stored> {
  const mongo = await MongoClient.connect(mongodbUrl);
  try {
    const stored: Stored = { counts: {}, marked: [] };
    for (const service of services) {
      const db = mongo.db(databaseNameOf(instance, service));
      for (const { name } of await db.listCollections().toArray()) {
        const documents = await db.collection(name).find().toArray();
        stored.counts[`${service}.${name}`] = documents.length;
        const marked = documents.filter((document) => JSON.stringify(document).includes(marker));
        stored.marked.push(...marked.map(({ _id }) => `${service}.${name} ${String(_id)}`));
      }
    }
    return stored;
  } finally {
    await mongo.close();
  }
}

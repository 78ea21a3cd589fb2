import type { Db } from 'mongodb';
import type { KeQuanEvent } from '@kequan/contracts';
import { ensureIndexes, isDuplicateKey, type EventHandler } from '@kequan/kit';

interface ListedService {
  _id: string;
  institutionId: string;
}

/**
 * Which institutions have a listed service: catalog's fact, as its events told it, for the tracker only. The process asks
 * catalog itself.
 */
export interface ListedServices {
  has(institutionId: string): Promise<boolean>;
  handle: EventHandler;
  ensureIndexes(): Promise<void>;
}

/** Opens the projection; a service stands there once, under its own id, however often its event comes. */
export function listedServices(db: Db): ListedServices {
  const collection = db.collection<ListedService>('listedServices');
  return {
    has: async (institutionId) => (await collection.findOne({ institutionId })) !== null,
    async handle(event: KeQuanEvent) {
      if (event.type !== 'kequan.catalog.service-decided.v1' || event.data.outcome !== 'approve') return;
      const { serviceId, institutionId } = event.data;
      try {
        await collection.insertOne({ _id: serviceId, institutionId });
      } catch (error) {
        if (!isDuplicateKey(error)) throw error;
      }
    },
    ensureIndexes: () => ensureIndexes(collection, [{ keys: { institutionId: 1 } }]),
  };
}

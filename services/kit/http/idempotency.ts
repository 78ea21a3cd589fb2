import type { Db } from 'mongodb';
import { failure, newId } from '@kequan/contracts';
import { sha256 } from '../base/seal';
import { ensureIndexes } from '../store/indexes';
import { isDuplicateKey } from '../store/mongo';

interface KeyedRequest {
  _id: string;
  resourceId: string;
  bodyHash: string;
  at: Date;
}

/** How long a repeated creation is recognised, in seconds. */
const KEPT_SECONDS = 7 * 24 * 3600;

/** Gives the same id to a creation and to its repetitions, so that they make one document. */
export interface Creations {
  /**
   * The id of what this call creates.
   * @param key the call's idempotency key @param body what it asks for
   * @throws `IdempotencyKeyReused` when the key stood for another content
   */
  idFor(key: string, body: object): Promise<string>;
  ensureIndexes(): Promise<void>;
}

/** The creations of one service's database. */
export function creations(db: Db): Creations {
  const collection = db.collection<KeyedRequest>('creations');

  async function idFor(key: string, body: object): Promise<string> {
    const bodyHash = sha256(JSON.stringify(body));
    const mine = { _id: key, resourceId: newId(), bodyHash, at: new Date() };
    try {
      await collection.insertOne(mine);
      return mine.resourceId;
    } catch (error) {
      if (!isDuplicateKey(error)) throw error;
    }
    const first = await collection.findOne({ _id: key });
    // Its time was over between our insert and our look.
    if (!first) return idFor(key, body);
    if (first.bodyHash !== bodyHash) throw failure('IdempotencyKeyReused');
    return first.resourceId;
  }

  return {
    idFor,
    ensureIndexes: () =>
      ensureIndexes(collection, [{ keys: { at: 1 }, options: { expireAfterSeconds: KEPT_SECONDS } }]),
  };
}

import type { Connection } from 'mongoose';
import { failure, newId } from '@kequan/contracts';
import { sha256 } from '../base/seal';
import { openModel } from '../store/connection';
import { instant, text } from '../store/fields';
import { insertOnce } from '../store/insert-once';
import { documentSchema } from '../store/schema';

/** How long a repeated creation is recognised, in seconds. */
const KEPT_SECONDS = 7 * 24 * 3600;

const keyedRequest = documentSchema({ _id: text, resourceId: text, bodyHash: text, at: instant }).index(
  { at: 1 },
  { expireAfterSeconds: KEPT_SECONDS },
);

/** Gives the same id to a creation and to its repetitions, so that they make one document. */
export interface Creations {
  /**
   * The id of what this call creates.
   * @param key the call's idempotency key @param body what it asks for
   * @throws `IdempotencyKeyReused` when the key stood for another content
   */
  idFor(key: string, body: object): Promise<string>;
}

/** The creations of one service's database. */
export function creations(connection: Connection): Creations {
  const requests = openModel(connection, 'creations', keyedRequest);

  async function idFor(key: string, body: object): Promise<string> {
    const bodyHash = sha256(JSON.stringify(body));
    const mine = { _id: key, resourceId: newId(), bodyHash, at: new Date() };
    if (await insertOnce(requests, mine)) return mine.resourceId;
    const first = await requests.findOne({ _id: key }).lean();
    // Its time was over between our insert and our look.
    if (!first) return idFor(key, body);
    if (first.bodyHash !== bodyHash) throw failure('IdempotencyKeyReused');
    return first.resourceId;
  }

  return { idFor };
}

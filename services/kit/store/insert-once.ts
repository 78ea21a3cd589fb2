import type { DocumentModel } from './connection';
import { isDuplicateKey } from './mongo';

/**
 * Inserts a document, checked by its schema, unless its id stands already.
 * @returns whether it was inserted now
 */
export async function insertOnce<D extends { _id: string }>(
  model: DocumentModel<D>,
  doc: D,
): Promise<boolean> {
  try {
    await model.insertOne(doc as Parameters<typeof model.insertOne>[0]);
    return true;
  } catch (error) {
    if (isDuplicateKey(error)) return false;
    throw error;
  }
}

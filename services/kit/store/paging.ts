import type { QueryFilter } from 'mongoose';
import { failure, type Page, type PageQuery } from '@kequan/contracts';
import type { DocumentModel } from './connection';

/**
 * A page of a list, newest id first (ids are UUID v7, so newest first is by time). The cursor is the last id shown, so
 * rows that come meanwhile neither repeat nor skip any.
 * @throws `InputInvalid` when the cursor is not one of ours
 */
export async function pageById<D extends { _id: string }, V>(
  model: DocumentModel<D>,
  filter: QueryFilter<D>,
  query: PageQuery,
  view: (doc: D) => V,
): Promise<Page<V>> {
  const after = query.cursor === undefined ? undefined : decodeCursor(query.cursor);
  const found = await model
    .find(after === undefined ? filter : { $and: [filter, { _id: { $lt: after } }] })
    .sort({ _id: -1 })
    .limit(query.limit + 1)
    .lean<D[]>();
  const rows = found.slice(0, query.limit);
  const last = rows.at(-1);
  return {
    items: rows.map(view),
    ...(found.length > query.limit && last ? { nextCursor: encodeCursor(last._id) } : {}),
  };
}

function encodeCursor(id: string): string {
  return Buffer.from(id, 'utf8').toString('base64url');
}

function decodeCursor(cursor: string): string {
  const id = Buffer.from(cursor, 'base64url').toString('utf8');
  if (!/^[\w:.-]{1,120}$/.test(id)) {
    throw failure('InputInvalid', { count: 1 }, [{ path: 'query.cursor', message: 'invalid' }]);
  }
  return id;
}

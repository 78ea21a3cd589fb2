import type { QueryFilter } from 'mongoose';
import { failure, type Page, type PageQuery } from '@kequan/contracts';
import type { DocumentModel } from './connection';

/** By which instant a list is ordered; the id decides between equal ones. */
export interface TimeOrder<D> {
  /** The field, with dots; an index should begin with the filter's fields and end with this one and `_id`. */
  field: string;
  first: 'oldest' | 'newest';
  at(doc: D): Date;
}

/**
 * A page of a list that is ordered by an instant. Rows that come meanwhile neither repeat nor skip any.
 * @throws `InputInvalid` when the cursor is not one of ours
 */
export async function pageByTime<D extends { _id: string }, V>(
  model: DocumentModel<D>,
  filter: QueryFilter<D>,
  query: PageQuery,
  order: TimeOrder<D>,
  view: (doc: D) => V,
): Promise<Page<V>> {
  const direction = order.first === 'oldest' ? 1 : -1;
  const found = await model
    .find(query.cursor === undefined ? filter : bothOf(filter, behind(query.cursor, order)))
    .sort({ [order.field]: direction, _id: direction })
    .limit(query.limit + 1)
    .lean<D[]>();
  const rows = found.slice(0, query.limit);
  const last = rows.at(-1);
  return {
    items: rows.map(view),
    ...(found.length > query.limit && last ? { nextCursor: encodeCursor(order.at(last), last._id) } : {}),
  };
}

function behind<D>(cursor: string, { field, first }: TimeOrder<D>): QueryFilter<D> {
  const { at, id } = decodeCursor(cursor);
  const further = first === 'oldest' ? '$gt' : '$lt';
  return {
    $or: [{ [field]: { [further]: at } }, { [field]: at, _id: { [further]: id } }],
  };
}

function bothOf<D>(a: QueryFilter<D>, b: QueryFilter<D>): QueryFilter<D> {
  return { $and: [a, b] };
}

function encodeCursor(at: Date, id: string): string {
  return Buffer.from(`${at.getTime()}/${id}`, 'utf8').toString('base64url');
}

function decodeCursor(cursor: string): { at: Date; id: string } {
  const match = /^(\d{1,15})\/([\w:.-]{1,120})$/.exec(Buffer.from(cursor, 'base64url').toString('utf8'));
  if (!match?.[1] || !match[2]) {
    throw failure('InputInvalid', { count: 1 }, [{ path: 'query.cursor', message: 'invalid' }]);
  }
  return { at: new Date(Number(match[1])), id: match[2] };
}

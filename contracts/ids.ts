import { v7 } from 'uuid';
import { z } from 'zod';

/** An id of a fact: UUID v7, so that ids made later sort later. */
export const Id = z.uuid();
export type Id = z.infer<typeof Id>;

/** Makes a new id. Not for workflow code: there `uuid4()` of the Temporal SDK is deterministic. */
export function newId(): Id {
  return v7();
}

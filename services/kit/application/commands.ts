import type { UpdateQuery } from 'mongoose';
import type { z } from 'zod';
import { newId, type NewEvent, type SaveDraft } from '@kequan/contracts';
import { sha256 } from '../base/seal';
import { parseInput } from '../http/input';
import type { AggregateStore } from '../store/aggregate';
import type { Aggregate } from '../store/schema';
import type { Application, Form } from './application';
import { withDraft } from './transitions';

/** Where an application stands in its document. */
export interface ApplicationPlace<D> {
  readonly path: string;
  of(doc: D): Application;
}

/** One move of an application, with what else changes in the same write. */
export interface Move {
  after: Application;
  /** Other fields of the document. */
  set?: Record<string, unknown>;
  events?: NewEvent[];
}

export interface MoveCommand<D> {
  id: string;
  /** Makes a retry harmless. */
  key: string;
  place: ApplicationPlace<D>;
  /** When given, nothing but this version may be moved: nobody acts on what he has not seen. */
  version?: number | undefined;
  /** The move by the rules; pure, it may be asked more than once. @throws the broken rule */
  move: (doc: D) => Move;
}

/**
 * Moves an application in one conditional write: only over the state that the move was made from, so that two racers
 * cannot both win. A key that was applied before changes nothing.
 * @returns the document as it is afterwards
 * @throws `NotFound`, `Conflict` (another version than the one that was seen), `Overtaken`, and the rule that the move breaks
 */
export function moveApplication<D extends Aggregate>(
  store: AggregateStore<D>,
  { id, key, place, version, move }: MoveCommand<D>,
): Promise<D> {
  return store.change(id, {
    key,
    version,
    plan: (doc) => {
      const { after, set, events = [] } = move(doc);
      const { status, revision } = place.of(doc);
      return {
        expect: { [`${place.path}.status`]: status, [`${place.path}.revision`]: revision },
        change: { $set: { ...set, [place.path]: after } } as UpdateQuery<D>,
        events,
      };
    },
  });
}

/**
 * Saves a draft in place of the one before; never submits (R03). With the version that the applicant saw, the same save
 * made again (its answer was lost) is no conflict with itself.
 * @throws `InputInvalid`, `StageNotOpen`, `Conflict`
 */
export async function saveDraft<D extends Aggregate>(
  store: AggregateStore<D>,
  id: string,
  place: ApplicationPlace<D>,
  schema: z.ZodType<Form>,
  { form, version }: SaveDraft,
): Promise<D> {
  const draft = parseInput(schema, 'body.form', form);
  const key =
    version === undefined ? newId() : `draft:${place.path}:${version}:${sha256(JSON.stringify(form))}`;
  return moveApplication(store, {
    id,
    key,
    place,
    version,
    move: (doc) => ({ after: withDraft(place.of(doc), draft) }),
  });
}

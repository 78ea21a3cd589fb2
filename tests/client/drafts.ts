import { isDeepStrictEqual } from 'node:util';
import type { SaveDraft } from '@kequan/contracts';
import { Refused } from './refused';

/** A form as the API takes it. */
export type Form = SaveDraft['form'];

/**
 * Saves a draft that nobody else may have changed meanwhile. A save whose answer was lost is found to be done when it is
 * repeated: the version is another, and the draft is ours.
 * @throws Refused
 */
export async function saveDraft<V extends { version: number }>(
  form: Form,
  steps: {
    read: () => Promise<V>;
    save: (body: SaveDraft) => Promise<V>;
    draftOf: (view: V) => unknown;
  },
): Promise<V> {
  const { version } = await steps.read();
  try {
    return await steps.save({ version, form });
  } catch (error) {
    if (!(error instanceof Refused) || error.problem.code !== 'Conflict') throw error;
    const found = await steps.read();
    if (!isDeepStrictEqual(steps.draftOf(found), form)) throw error;
    return found;
  }
}

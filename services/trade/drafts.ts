import type { z } from 'zod';
import { newId, type SaveDraft } from '@kequan/contracts';
import { parseInput, sha256, type Form } from '@kequan/kit';
import { changeDeal } from './change';
import type { Deal, Deals } from './model';

/** A part of a deal that its user fills in. */
type Part = 'reservation' | 'order' | 'claim';

export interface DraftOf {
  part: Part;
  schema: z.ZodType<Form>;
  /** @throws when this part may not be edited now */
  requireEditable: (deal: Deal) => void;
}

/**
 * Saves a draft in place of the one before; never submits (R03). With the version that the user saw, the same save made again
 * (its answer was lost) is no conflict with itself.
 * @throws `InputInvalid`, `DealStepNotOpen`, `Conflict`
 */
export async function saveDealDraft(
  deals: Deals,
  id: string,
  { part, schema, requireEditable }: DraftOf,
  { form, version }: SaveDraft,
): Promise<Deal> {
  const draft = parseInput(schema, 'body.form', form);
  const key = version === undefined ? newId() : `draft:${part}:${version}:${sha256(JSON.stringify(form))}`;
  return changeDeal(deals, {
    id,
    key,
    version,
    change(deal) {
      requireEditable(deal);
      return { set: { [part]: { ...deal[part], draft } }, events: [] };
    },
  });
}

import type { NewEvent } from '@kequan/contracts';
import type { Deal, DealFacts, Deals } from './model';

/** What a step does to a deal: facts and the events that tell of them, in one write. */
export interface Change {
  set: Partial<DealFacts>;
  events: NewEvent[];
}

export interface DealCommand {
  id: string;
  /** Makes a retry harmless. */
  key: string;
  /** When given, nothing but this version may be changed: nobody acts on what he has not seen. */
  version?: number | undefined;
  /** The change by the rules; pure, it may be asked more than once. Undefined when there is nothing to do. @throws the broken rule */
  change: (deal: Deal) => Change | undefined;
}

/**
 * Changes a deal in one conditional write: only over the state that the change was made from. Who was overtaken looks again.
 * @returns the deal as it is afterwards
 * @throws `NotFound`, `Conflict` (another version than the one named), and the rule that the change breaks
 */
export function changeDeal(deals: Deals, { id, key, version, change }: DealCommand): Promise<Deal> {
  return deals.change(id, {
    key,
    version,
    plan: (deal) => {
      const made = change(deal);
      return made && { change: { $set: made.set }, events: made.events };
    },
  });
}

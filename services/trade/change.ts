import { Failure, failure, type NewEvent } from '@kequan/contracts';
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
export async function changeDeal(deals: Deals, { id, key, version, change }: DealCommand): Promise<Deal> {
  for (;;) {
    const found = await deals.get(id);
    if (found.applied.includes(key)) return found;
    const made = change(found);
    if (!made) return found;
    // The rule that forbids it by now tells more than that something has changed: so this comes after it.
    if (version !== undefined && found.version !== version) throw failure('Conflict');
    try {
      const { doc } = await deals.command(id, {
        key,
        expect: { version: found.version },
        change: { $set: made.set },
        events: made.events,
      });
      return doc;
    } catch (error) {
      if (!(error instanceof Failure && error.code === 'Conflict')) throw error;
    }
  }
}

import { z } from 'zod';
import { Id } from '../ids';
import { Fen } from '../money';
import { Instant, PageQuery } from './common';

/** What the outside instrument system tells of an instrument (JS step 3). */
const InstrumentFacts = z.object({
  outsideInstrumentId: z.string(),
  name: z.string(),
  model: z.string(),
  /** Its original value (原值). */
  valueFen: Fen,
  photoUrl: z.url(),
  responsiblePerson: z.string(),
  location: z.string(),
  /** Whether it is open to others, in the outside system's own words. */
  serviceStatus: z.string(),
});
export type InstrumentFacts = z.infer<typeof InstrumentFacts>;

/** An instrument of one's legal person, as one chooses among them (选择仪器, R10). */
export const OutsideInstrumentView = InstrumentFacts.extend({
  /** The unit on whose shelf it stands, when it stands on one. */
  shelvedBy: Id.optional(),
  /** Its id on that shelf. */
  instrumentId: Id.optional(),
});
export type OutsideInstrumentView = z.infer<typeof OutsideInstrumentView>;

export const OutsideInstrumentList = z.object({ items: z.array(OutsideInstrumentView) });

/** Chooses an instrument of one's legal person for one's own shop. */
export const ShelveInstrument = z.strictObject({
  institutionId: Id,
  outsideInstrumentId: z.string().min(1).max(100),
});
export type ShelveInstrument = z.infer<typeof ShelveInstrument>;

/** An instrument on a shelf: what it was when it was chosen. */
export const ShelvedInstrumentView = InstrumentFacts.extend({
  instrumentId: Id,
  institutionId: Id,
  programmeId: z.string(),
  status: z.enum(['shelved', 'takenOff']),
  shelvedAt: Instant,
});
export type ShelvedInstrumentView = z.infer<typeof ShelvedInstrumentView>;

export const ShelfQuery = PageQuery.extend({ institutionId: Id.optional() });

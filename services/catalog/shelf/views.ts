import type { InstrumentFacts, OutsideInstrumentView, ShelvedInstrumentView } from '@kequan/contracts';
import type { ShelvedInstrument } from './model';

/** An instrument on a shelf. */
export function shelvedView({
  _id,
  institutionId,
  programmeId,
  facts,
  status,
  createdAt,
}: ShelvedInstrument): ShelvedInstrumentView {
  return {
    ...facts,
    instrumentId: _id,
    institutionId,
    programmeId,
    status,
    shelvedAt: createdAt.toISOString(),
  };
}

/** The instruments of a legal person, with those marked that stand on a shelf of one of its units. */
export function choiceOf(facts: InstrumentFacts[], shelved: ShelvedInstrument[]): OutsideInstrumentView[] {
  const shelves = new Map(shelved.map((one) => [one.facts.outsideInstrumentId, one]));
  return facts.map((one) => {
    const shelf = shelves.get(one.outsideInstrumentId);
    return { ...one, ...(shelf && { shelvedBy: shelf.institutionId, instrumentId: shelf._id }) };
  });
}

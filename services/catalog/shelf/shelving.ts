import { event, failure, trackOf, type ShelveInstrument } from '@kequan/contracts';
import type { Caller, Creations, UniqueValues } from '@kequan/kit';
import type { QueryFilter } from 'mongoose';
import type { OfferedService, OfferedServices } from '../model';
import { openShopOf, type Providers } from '../providers';
import type { Shelf, ShelvedInstrument } from './model';
import type { OutsideInstruments } from './outside-instruments';

export interface ShelvingParts {
  shelf: Shelf;
  /** Which shelved instrument an outside one is now: no two shelves hold the same. */
  outsideIds: UniqueValues;
  outside: OutsideInstruments;
  services: OfferedServices;
  providers: Providers;
  creations: Creations;
}

/**
 * Puts an instrument of the caller's legal person on its shelf (已上架, JS step 3). Another legal person's is not found (R10).
 * @param key the call's idempotency key
 * @throws `OpenShopRequired`, `NotFound`, `TrackNotOfAccount` where instruments do not come from outside, `InstrumentShelved`
 * when a unit has it on its shelf already, `Unavailable`
 */
export async function shelve(
  parts: ShelvingParts,
  caller: Caller,
  wanted: ShelveInstrument,
  key: string,
): Promise<ShelvedInstrument> {
  const { shelf, outsideIds, outside, providers, creations } = parts;
  const { institutionId, outsideInstrumentId } = wanted;
  const { programmeId, track } = await openShopOf(providers, institutionId, caller.accountId);
  const { affiliation } = caller;
  if (trackOf(programmeId, track).instruments !== 'outside' || !affiliation)
    throw failure('TrackNotOfAccount');
  const { legalPersonId, primaryAccountId } = affiliation;
  const found = (await outside.of(legalPersonId)).find(
    (one) => one.outsideInstrumentId === outsideInstrumentId,
  );
  if (!found) throw failure('NotFound');

  const value = valueOf(legalPersonId, outsideInstrumentId);
  const holder = await outsideIds.take(value, await creations.idFor(key, wanted));
  const told = { programmeId, institutionId, applicantAccountId: caller.accountId, title: found.name };
  const { doc } = await shelf.insert(
    // What a crash left taken and without its document is taken up here.
    holder,
    {
      programmeId,
      institutionId,
      ownerAccountId: caller.accountId,
      primaryAccountId,
      legalPersonId,
      facts: found,
      status: 'shelved',
    },
    {
      key,
      events: [
        event('kequan.catalog.instrument-shelved.v1', { ...told, instrumentId: holder, outsideInstrumentId }),
      ],
    },
  );
  if (!doc.applied.includes(key)) {
    // One that was taken off and whose release a crash cut short makes room, and the caller's next try succeeds.
    if (doc.status === 'takenOff') await outsideIds.release(value, doc._id);
    throw failure('InstrumentShelved');
  }
  return doc;
}

/**
 * Takes an instrument off its shelf, so that another unit may choose it. Repeated, it changes nothing.
 * @throws `InstrumentInUse` while a service that is reviewed or listed names it
 */
export async function takeOff(
  { shelf, outsideIds, services }: ShelvingParts,
  instrument: ShelvedInstrument,
  key: string,
): Promise<ShelvedInstrument> {
  const { _id: instrumentId, programmeId, institutionId, ownerAccountId, legalPersonId, facts } = instrument;
  const { outsideInstrumentId, name: title } = facts;
  const release = () => outsideIds.release(valueOf(legalPersonId, outsideInstrumentId), instrumentId);
  if (instrument.status === 'takenOff') {
    await release();
    return instrument;
  }
  if (await services.model.exists(servicesWith(institutionId, instrumentId)))
    throw failure('InstrumentInUse');
  const told = { programmeId, institutionId, applicantAccountId: ownerAccountId, title };
  const { doc } = await shelf.command(instrumentId, {
    key,
    expect: { status: 'shelved' },
    change: { $set: { status: 'takenOff' } },
    events: [event('kequan.catalog.instrument-taken-off.v1', { ...told, instrumentId, outsideInstrumentId })],
  });
  await release();
  return doc;
}

/** The services of an institution that are reviewed or listed with an instrument. */
function servicesWith(institutionId: string, instrumentId: string): QueryFilter<OfferedService> {
  return {
    institutionId,
    'application.status': { $in: ['underReview', 'approved'] },
    'application.submitted.form.instrumentId': instrumentId,
  };
}

function valueOf(legalPersonId: string, outsideInstrumentId: string): string {
  return JSON.stringify([legalPersonId, outsideInstrumentId]);
}

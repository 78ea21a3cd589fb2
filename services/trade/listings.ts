import type { Connection } from 'mongoose';
import type { KeQuanEvent } from '@kequan/contracts';
import { documentSchema, flag, instant, openModel, text } from '@kequan/kit';

/** A service as it stands in the mall. */
const listingSchema = documentSchema({
  _id: text,
  programmeId: text,
  title: text,
  listed: flag,
  /** When catalog said so; what comes late does not overrule it. */
  saidAt: instant,
});

/**
 * Which services are listed: catalog's fact, as its events told it, so that nobody begins a reservation of what is not (R05).
 * What counts is catalog's own answer, which the process asks for at the submission.
 */
export interface Listings {
  find(serviceId: string, programmeId: string): Promise<{ title: string } | undefined>;
  learn(event: KeQuanEvent): Promise<void>;
}

/** Opens the projection of a database. */
export function openListings(connection: Connection): Listings {
  const listings = openModel(connection, 'listings', listingSchema);
  return {
    async find(serviceId, programmeId) {
      const found = await listings.findOne({ _id: serviceId }).lean();
      return found?.listed && found.programmeId === programmeId ? found : undefined;
    },
    async learn(event) {
      const listed = listedBy(event);
      if (listed === undefined || !('serviceId' in event.data)) return;
      const { serviceId, programmeId, title } = event.data;
      const saidAt = new Date(event.time);
      await listings.updateOne(
        { _id: serviceId },
        { $setOnInsert: { programmeId, title, listed, saidAt } },
        { upsert: true },
      );
      await listings.updateOne(
        { _id: serviceId, saidAt: { $lt: saidAt } },
        { $set: { programmeId, title, listed, saidAt } },
      );
    },
  };
}

/** Whether a service is listed after an event; undefined when the event says nothing of it. */
function listedBy(event: KeQuanEvent): boolean | undefined {
  switch (event.type) {
    case 'kequan.catalog.service-decided.v1':
      return event.data.outcome === 'approve';
    case 'kequan.catalog.service-submitted.v1':
    case 'kequan.catalog.service-withdrawn.v1':
      return false;
    default:
      return undefined;
  }
}

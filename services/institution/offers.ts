import type { Connection } from 'mongoose';
import type { KeQuanEvent, OfferingStep } from '@kequan/contracts';
import {
  documentSchema,
  insertOnce,
  openModel,
  text,
  type DocumentModel,
  type DocumentOf,
  type EventHandler,
} from '@kequan/kit';

const offerSchema = documentSchema({ _id: text, institutionId: text }).index({ institutionId: 1 });
type Offer = DocumentOf<typeof offerSchema>;

/** Which of the steps that make offers an institution has done. */
export type OffersMade = Readonly<Record<OfferingStep, boolean>>;

/**
 * Which institutions have an instrument on their shelf and a listed service: catalog's facts, as its events told them, for
 * the tracker only. The process asks catalog itself.
 */
export interface Offers {
  madeBy(institutionId: string): Promise<OffersMade>;
  handle: EventHandler;
}

/** Opens the projection; what is offered stands there once, under its own id, however often its event comes. */
export function openOffers(connection: Connection): Offers {
  const services = openModel(connection, 'listedServices', offerSchema);
  const instruments = openModel(connection, 'shelvedInstruments', offerSchema);
  const someIn = async (offers: DocumentModel<Offer>, institutionId: string): Promise<boolean> =>
    (await offers.exists({ institutionId })) !== null;
  return {
    async madeBy(institutionId) {
      const [shelved, service] = await Promise.all([
        someIn(instruments, institutionId),
        someIn(services, institutionId),
      ]);
      // What is listed was once chosen, also when nothing stands on the shelf any more.
      return { instruments: shelved || service, service };
    },
    async handle(event: KeQuanEvent) {
      if (event.type === 'kequan.catalog.service-decided.v1' && event.data.outcome === 'approve')
        await insertOnce(services, { _id: event.data.serviceId, institutionId: event.data.institutionId });
      if (event.type === 'kequan.catalog.instrument-shelved.v1')
        await insertOnce(instruments, {
          _id: event.data.instrumentId,
          institutionId: event.data.institutionId,
        });
      if (event.type === 'kequan.catalog.instrument-taken-off.v1')
        await instruments.deleteOne({ _id: event.data.instrumentId });
    },
  };
}

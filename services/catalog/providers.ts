import type { Db } from 'mongodb';
import {
  isProviderTrack,
  shopOpeningStage,
  trackOf,
  type KeQuanEvent,
  type ProviderTrackName,
} from '@kequan/contracts';
import { isDuplicateKey, pause, type EventHandler } from '@kequan/kit';

/** An institution whose shop is open: it may publish services. */
export interface Provider {
  _id: string;
  ownerAccountId: string;
  programmeId: string;
  track: ProviderTrackName;
}

/** Whose institutions have an open shop: institution's fact, as its events told it. */
export interface Providers {
  /** The provider of an institution; waits a moment for an event that is still on its way. */
  find(institutionId: string, withinMs?: number): Promise<Provider | undefined>;
  handle: EventHandler;
}

/** An event needs some milliseconds from its fact to here; this is how long a caller waits for it. */
const EVENT_COMES_WITHIN_MS = 2_000;
const ASK_AGAIN_MS = 50;

/** Opens the projection; a provider stands there once, under its institution's id. */
export function openProviders(db: Db): Providers {
  const collection = db.collection<Provider>('providers');
  return {
    async find(institutionId, withinMs = EVENT_COMES_WITHIN_MS) {
      const deadlineMs = Date.now() + withinMs;
      for (;;) {
        const found = await collection.findOne({ _id: institutionId });
        if (found) return found;
        if (Date.now() >= deadlineMs) return undefined;
        await pause(ASK_AGAIN_MS);
      }
    },
    async handle(event) {
      const provider = providerIn(event);
      if (!provider) return;
      try {
        await collection.insertOne(provider);
      } catch (error) {
        if (!isDuplicateKey(error)) throw error;
      }
    },
  };
}

/** The provider whose shop an event opens (JS step 2); undefined when it tells of something else. */
export function providerIn(event: KeQuanEvent): Provider | undefined {
  if (event.type !== 'kequan.institution.stage-decided.v1' || event.data.outcome !== 'approve')
    return undefined;
  const { institutionId, applicantAccountId, programmeId, track, stage } = event.data;
  if (!isProviderTrack(track)) return undefined;
  if (shopOpeningStage(trackOf(programmeId, track)) !== stage) return undefined;
  return { _id: institutionId, ownerAccountId: applicantAccountId, programmeId, track };
}

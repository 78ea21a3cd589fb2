import type { Db } from 'mongodb';
import {
  isProviderTrack,
  shopOpeningStage,
  trackOf,
  failure,
  type KeQuanEvent,
  type ProviderTrackName,
} from '@kequan/contracts';
import { ensureIndexes, pause, type EventHandler } from '@kequan/kit';

/** An institution whose shop was opened: it may publish services while it is open. */
export interface Provider {
  _id: string;
  ownerAccountId: string;
  programmeId: string;
  track: ProviderTrackName;
  /** Set while what was approved is taken back to be edited: the shop is closed (R04). */
  closed?: boolean;
}

/** Whose institutions have an open shop: institution's fact, as its events told it. */
export interface Providers {
  /** The provider of an institution with an open shop; waits a moment for an event that is still on its way. */
  find(institutionId: string, withinMs?: number): Promise<Provider | undefined>;
  /** The provider of an account, when its shop is open. */
  ofAccount(accountId: string): Promise<Provider | undefined>;
  handle: EventHandler;
  ensureIndexes(): Promise<void>;
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
        if (found && !found.closed) return found;
        if (Date.now() >= deadlineMs) return undefined;
        await pause(ASK_AGAIN_MS);
      }
    },
    ofAccount: async (ownerAccountId) =>
      (await collection.findOne({ ownerAccountId, closed: { $ne: true } })) ?? undefined,
    ensureIndexes: () => ensureIndexes(collection, [{ keys: { ownerAccountId: 1 } }]),
    async handle(event) {
      const closedId = shopClosedIn(event);
      if (closedId !== undefined) await collection.updateOne({ _id: closedId }, { $set: { closed: true } });
      const opened = shopOpenedIn(event);
      if (!opened) return;
      const { _id, ...provider } = opened;
      const change = { $set: provider, $unset: { closed: '' as const } };
      await collection.updateOne({ _id }, change, { upsert: true });
    },
  };
}

/** The provider whose shop an event opens (JS step 2); undefined when it tells of something else. */
export function shopOpenedIn(event: KeQuanEvent): Provider | undefined {
  if (event.type !== 'kequan.institution.stage-decided.v1' || event.data.outcome !== 'approve')
    return undefined;
  const { institutionId, applicantAccountId, programmeId, track, stage } = event.data;
  if (!isProviderTrack(track)) return undefined;
  if (shopOpeningStage(trackOf(programmeId, track)) !== stage) return undefined;
  return { _id: institutionId, ownerAccountId: applicantAccountId, programmeId, track };
}

/** The institution whose shop an event closes until it has passed again (R04); undefined when it tells of something else. */
export function shopClosedIn(event: KeQuanEvent): string | undefined {
  if (event.type !== 'kequan.institution.approval-withdrawn.v1') return undefined;
  const { institutionId, programmeId, track, stage } = event.data;
  if (!isProviderTrack(track)) return undefined;
  return shopOpeningStage(trackOf(programmeId, track)) === stage ? institutionId : undefined;
}

/** The provider that an account publishes for. @throws `OpenShopRequired`, `NotFound` when the institution is another's */
export async function openShopOf(
  providers: Providers,
  institutionId: string,
  accountId: string,
): Promise<Provider> {
  const provider = await providers.find(institutionId);
  if (!provider) throw failure('OpenShopRequired');
  if (provider.ownerAccountId !== accountId) throw failure('NotFound');
  return provider;
}

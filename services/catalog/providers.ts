import type { Connection } from 'mongoose';
import { failure, onboardingId, passage as passageSoFar } from '@kequan/contracts';
import { openModel, pause, type EventHandler, type Processes } from '@kequan/kit';
import {
  hasOpenedShop,
  providerBegunIn,
  providerSchema,
  shopClosedIn,
  shopOpenedIn,
  type Provider,
} from './provider-facts';

/** Whose institutions have an open shop: institution's fact, as its events told it. */
export interface Providers {
  /**
   * The provider of an institution with an open shop; waits a moment for an event that is still on its way.
   * @throws `Unavailable` when it takes longer, though the institution's process says that the shop was opened
   */
  find(institutionId: string): Promise<Provider | undefined>;
  /** The provider of an account, when its shop is open. @throws as `find` */
  ofAccount(accountId: string): Promise<Provider | undefined>;
  handle: EventHandler;
}

/** An event needs some milliseconds from its fact to here. */
const EVENT_COMES_WITHIN_MS = 2_000;
const ASK_AGAIN_MS = 50;

/**
 * Opens the projection; a provider stands there once, under its institution's id.
 * @param comesWithinMs how long a caller waits for an event that is still on its way
 */
export function openProviders(
  connection: Connection,
  processes: Pick<Processes, 'query'>,
  comesWithinMs = EVENT_COMES_WITHIN_MS,
): Providers {
  const model = openModel(connection, 'providers', providerSchema);

  async function find(institutionId: string): Promise<Provider | undefined> {
    const deadlineMs = Date.now() + comesWithinMs;
    for (;;) {
      const found = await model.findOne({ _id: institutionId }).lean<Provider>();
      if (found && !found.closed) return found;
      if (Date.now() >= deadlineMs) break;
      await pause(ASK_AGAIN_MS);
    }
    // While the broker is away its event may be late by much; "open a shop first" would then be wrong.
    const passage = await processes.query(onboardingId(institutionId), passageSoFar);
    if (passage && hasOpenedShop(passage)) throw failure('Unavailable');
    return undefined;
  }

  return {
    find,
    async ofAccount(ownerAccountId) {
      const found = await model.findOne({ ownerAccountId }).sort({ closed: 1 }).lean<Provider>();
      return found ? find(found._id) : undefined;
    },
    async handle(event) {
      const closedId = shopClosedIn(event);
      if (closedId !== undefined) await model.updateOne({ _id: closedId }, { $set: { closed: true } });
      const opened = shopOpenedIn(event);
      if (opened) {
        const { _id, ...provider } = opened;
        const change = { $set: provider, $unset: { closed: '' as const } };
        await model.updateOne({ _id }, change, { upsert: true });
      }
      const begun = providerBegunIn(event);
      if (begun) {
        const { _id, ...provider } = begun;
        const change = { $setOnInsert: { ...provider, closed: true as const } };
        await model.updateOne({ _id }, change, { upsert: true });
      }
    },
  };
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

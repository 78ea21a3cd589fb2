import { EventEmitter } from 'node:events';
import { Client, Connection } from '@temporalio/client';
import { redemptionId } from '@kequan/contracts';
import type { InfraEndpoints } from '@kequan/dev';
import { definitionsOf } from '@kequan/host';
import type { ServiceDefinition } from '@kequan/kit';
import { readHistory, type HistoryFigures } from './history';
import { emitting, hearing, host, type Hosted } from './hosting';
import { compare, ratePerSecond, type Comparison } from './measure';
import { redeem } from './redemption-journey';
import { dealIds, seedDeals, type SeededDeal } from './redemption-seeds';
import { standIns } from './redemption-stand-ins';
import { regularBundle } from './regular-bundle';
import type { Sized } from './size';

const REDEMPTIONS = 30;
const SIDE = 10;
const ROUNDS = 4;
const SERVICES = 'institution,catalog,voucher,trade,files,review,settlement';

/**
 * Whole redemptions a second with real services, against the same workflow with activities that return at once, and against
 * the same workflow whose every step is a regular activity.
 */
export async function benchRedemption(
  endpoints: InfraEndpoints,
  sized: Sized,
): Promise<{ comparisons: Comparison[]; history: HistoryFigures; regularHistory: HistoryFigures }> {
  const count = sized(REDEMPTIONS, SIDE);
  const connection = await Connection.connect({ address: endpoints.temporalAddress });
  const client = new Client({ connection });
  const heard = new EventEmitter().setMaxListeners(0);
  const ears = emitting(heard);
  const real = await definitionsOf(SERVICES);
  const withEars = (): ServiceDefinition[] => real.map((definition) => hearing(definition, ears));
  const ours = await host(endpoints, client, withEars());
  const seeded = (side: Hosted) => (count: number) => seedDeals(endpoints, side.instance, count);

  /** Compares with another side, which is there for as long as it is measured, and walks one redemption on it. */
  const against = async (
    names: { control: string; aim: number },
    other: Hosted,
    otherDeals: (count: number) => Promise<SeededDeal[]>,
  ): Promise<{ comparison: Comparison; history: HistoryFigures }> => {
    try {
      const comparison = await compare(
        { name: 'redemptions', ...names },
        ROUNDS,
        () => perSecond(ours, client, heard, () => seeded(ours)(count)),
        () => perSecond(other, client, heard, () => otherDeals(count)),
      );
      return { comparison, history: await oneHistory(other, client, heard, otherDeals) };
    } finally {
      await other.stop();
    }
  };

  try {
    const atOnce = await against(
      { control: 'same workflow, activities return at once', aim: 0.9 },
      await host(endpoints, client, standIns(ears)),
      async (count) => dealIds(count),
    );
    const other = await host(endpoints, client, withEars(), regularBundle);
    const regular = await against(
      { control: 'same workflow, regular activities only', aim: 2 },
      other,
      seeded(other),
    );
    return {
      comparisons: [atOnce.comparison, regular.comparison],
      history: await oneHistory(ours, client, heard, seeded(ours)),
      regularHistory: regular.history,
    };
  } finally {
    await ours.stop();
    await connection.close();
  }
}

async function perSecond(
  side: Hosted,
  client: Client,
  heard: EventEmitter,
  deals: () => Promise<SeededDeal[]>,
): Promise<number> {
  const all = await deals();
  return ratePerSecond(all.length, SIDE, async (index) => {
    const deal = all[index];
    if (deal) await redeem(side, client, heard, deal);
  });
}

async function oneHistory(
  side: Hosted,
  client: Client,
  heard: EventEmitter,
  deals: (count: number) => Promise<SeededDeal[]>,
): Promise<HistoryFigures> {
  const [deal] = await deals(1);
  if (!deal) throw new Error('no deal');
  await redeem(side, client, heard, deal);
  return readHistory(client, redemptionId(deal.dealId));
}

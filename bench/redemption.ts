import { EventEmitter } from 'node:events';
import { Client, Connection } from '@temporalio/client';
import { redemptionId } from '@kequan/contracts';
import type { Infra } from '@kequan/dev';
import { definitionsOf } from '@kequan/host';
import type { ServiceDefinition } from '@kequan/kit';
import { readHistory, type HistoryFigures } from './history';
import { cpuMs, pidsOf } from './cpu';
import { emitting, hearing, host, type Hosted } from './hosting';
import { compare, JOURNEY_WARM_UPS, median, ratePerSecond, type Comparison } from './measure';
import { redeem } from './redemption-journey';
import { dealIds, seedDeals, type SeededDeal } from './redemption-seeds';
import { standIns } from './redemption-stand-ins';
import { regularBundle } from './regular-bundle';
import type { Sized } from './size';

const REDEMPTIONS = 30;
const SIDE = 10;
const ROUNDS = 4;
const SERVICES = 'institution,catalog,voucher,trade,files,review,settlement';

/** What one redemption of a side cost. */
export interface RedemptionCost {
  name: string;
  history: HistoryFigures;
  /** What the services, their infrastructure and the bench computed for it; the middle of all rounds. */
  cpuMs: number;
}

/** Services that redeem, and the deals that they can redeem. */
interface Side {
  hosted: Hosted;
  deals: (count: number) => Promise<SeededDeal[]>;
  cpuMs: number[];
}

/**
 * Whole redemptions a second with real services, against the same workflow with activities that return at once, and against
 * the same workflow whose every step is a regular activity.
 */
export async function benchRedemption(
  infra: Infra,
  sized: Sized,
): Promise<{ comparisons: Comparison[]; costs: RedemptionCost[] }> {
  const { endpoints } = infra;
  const connection = await Connection.connect({ address: endpoints.temporalAddress });
  const client = new Client({ connection });
  const heard = new EventEmitter().setMaxListeners(0);
  const ears = emitting(heard);
  const real = await definitionsOf(SERVICES);
  const withEars = (): ServiceDefinition[] => real.map((definition) => hearing(definition, ears));
  const seeded = (hosted: Hosted): Side => ({
    hosted,
    deals: (count) => seedDeals(endpoints, hosted.instance, count),
    cpuMs: [],
  });
  const pids = pidsOf(infra, process.pid);
  const redeemOn = ({ hosted }: Side, deal: SeededDeal) => redeem(hosted, client, heard, deal);

  const perSecond = async (side: Side): Promise<number> => {
    const all = await side.deals(sized(REDEMPTIONS, SIDE));
    const before = cpuMs(pids);
    const rate = await ratePerSecond(all.length, SIDE, async (index) => {
      const deal = all[index];
      if (deal) await redeemOn(side, deal);
    });
    side.cpuMs.push((cpuMs(pids) - before) / all.length);
    return rate;
  };
  const costOf = async (name: string, side: Side): Promise<RedemptionCost> => {
    const [deal] = await side.deals(1);
    if (!deal) throw new Error('no deal');
    await redeemOn(side, deal);
    const history = await readHistory(client, redemptionId(deal.dealId));
    return { name, history, cpuMs: median(side.cpuMs) };
  };

  const ours = seeded(await host(endpoints, client, withEars()));
  /** Compares with another side, which is there for as long as it is measured. */
  const against = async (name: string, aim: number, warmUps: number, other: Side) => {
    try {
      const names = { name: 'redemptions', control: `same workflow, ${name}`, aim };
      const comparison = await compare(
        names,
        ROUNDS,
        () => perSecond(ours),
        () => perSecond(other),
        warmUps,
      );
      return { comparison, cost: await costOf(name, other) };
    } finally {
      await other.hosted.stop();
    }
  };

  try {
    const hosted = await host(endpoints, client, standIns(ears));
    const standing: Side = { hosted, deals: async (count) => dealIds(count), cpuMs: [] };
    const atOnce = await against('activities return at once', 0.9, JOURNEY_WARM_UPS, standing);
    const other = seeded(await host(endpoints, client, withEars(), regularBundle));
    const regular = await against('regular activities only', 2, 1, other);
    return {
      comparisons: [atOnce.comparison, regular.comparison],
      costs: [await costOf('ours', ours), atOnce.cost, regular.cost],
    };
  } finally {
    await ours.hosted.stop();
    await connection.close();
  }
}

import type { Infra } from '@kequan/dev';
import { benchAnswers } from './answers';
import type { HistoryFigures } from './history';
import { benchHttpChain } from './http-chain';
import type { Latency } from './latency';
import type { Comparison } from './measure';
import { residentMemory } from './memory';
import { benchOnboarding } from './onboarding';
import { benchOpenProcesses, type OpenProcesses } from './open-processes';
import { benchRedemption } from './redemption';
import { benchRelay } from './relay';
import { countRoundTrips } from './round-trips';
import type { Sized } from './size';
import { benchRead, benchStore } from './store';
import { openWorkplace, type Workplace } from './workplace';

/** What a part found: comparisons for the one table of all, or a table of its own. */
export interface Found {
  comparisons?: Comparison[];
  rows?: string[][];
}

/** The parts of the bench, in the order in which they run; each can be run alone. */
export const PARTS: Readonly<Record<string, (infra: Infra, sized: Sized) => Promise<Found>>> = {
  http: async () => ({ comparisons: await benchHttpChain() }),
  store: (infra) =>
    inWorkplace(infra, async (workplace) => ({
      comparisons: [
        await benchStore(workplace),
        await benchRead(workplace, 1),
        await benchRead(workplace, 32),
      ],
    })),
  relay: (infra) =>
    inWorkplace(infra, async (workplace) => ({
      comparisons: [await benchRelay(workplace, infra.endpoints.kafkaBrokers)],
    })),
  trips: (infra) =>
    inWorkplace(infra, async (workplace) => {
      const trips = await countRoundTrips(workplace, infra.endpoints);
      return {
        rows: [
          ['commands at once', 'store before the answer', 'store in all', 'broker'],
          ...trips.map((one) => [one.commands, one.beforeTheAnswer, one.store, one.broker].map(String)),
        ],
      };
    }),
  async onboarding({ endpoints }, sized) {
    const { comparison, history } = await benchOnboarding(endpoints, sized);
    return {
      comparisons: [comparison],
      rows: [['one onboarding (three stages approved)', 'count'], ...historyRows(history)],
    };
  },
  async redemption(infra, sized) {
    const { comparisons, costs } = await benchRedemption(infra, sized);
    return {
      comparisons,
      rows: [
        ['one redemption (reserved to paid)', ...costs.map(({ name }) => name)],
        ...historyRows(...costs.map(({ history }) => history)),
        ['CPU ms, bench and infrastructure', ...costs.map((cost) => cost.cpuMs.toFixed(0))],
      ],
    };
  },
  async answers(infra, sized) {
    const { idle, peak, halfOfPeak, peakCpuMs } = await benchAnswers(infra, sized);
    return {
      rows: [
        ["an Update's answer over HTTP", 'answers/s', 'p50 ms', 'p99 ms', 'samples'],
        latencyRow('idle, one at a time', idle),
        latencyRow('at half of the peak rate', halfOfPeak),
        latencyRow('peak, 32 at once', peak),
        ['CPU ms an answer at the peak', peakCpuMs.toFixed(1), '', '', ''],
      ],
    };
  },
  async open(infra, sized) {
    return {
      rows: [
        ['waiting onboardings', 'opened', 'MB before', 'MB after', 'per 100 MB'],
        ...(await benchOpenProcesses(infra, sized)).map(openRow),
      ],
    };
  },
  async memory(infra) {
    const memory = await residentMemory(infra);
    return {
      rows: [['process', 'resident MB'], ...memory.map((one) => [one.process, String(one.megabytes)])],
    };
  },
};

async function inWorkplace(infra: Infra, work: (workplace: Workplace) => Promise<Found>): Promise<Found> {
  const workplace = await openWorkplace(infra.endpoints);
  try {
    return await work(workplace);
  } finally {
    await workplace.stop();
  }
}

/** What runs cost Temporal, a column each. */
function historyRows(...histories: readonly HistoryFigures[]): string[][] {
  return [
    ['history events', ...histories.map(({ events }) => String(events))],
    ['history bytes', ...histories.map(({ bytes }) => String(bytes))],
    ['state transitions', ...histories.map(({ stateTransitions }) => String(stateTransitions))],
    ['human acts (Updates)', ...histories.map(({ humanDecisions }) => String(humanDecisions))],
    [
      'events per human act',
      ...histories.map(({ events, humanDecisions }) => (events / humanDecisions).toFixed(1)),
    ],
  ];
}

function latencyRow(name: string, { rate, p50Ms, p99Ms, samples }: Latency): string[] {
  return [name, rate.toFixed(1), p50Ms.toFixed(1), p99Ms.toFixed(1), String(samples)];
}

function openRow({ process, opened, beforeMb, afterMb }: OpenProcesses): string[] {
  const grownMb = afterMb - beforeMb;
  const per100Mb = grownMb < 1 ? 'no growth' : String(Math.round((opened / grownMb) * 100));
  return [process, String(opened), beforeMb.toFixed(0), afterMb.toFixed(0), per100Mb];
}

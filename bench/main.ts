import { join } from 'node:path';
import { startInfra } from '@kequan/dev';
import { benchHttpChain } from './http-chain';
import type { Comparison } from './measure';
import { residentMemory } from './memory';
import { benchOnboarding } from './onboarding';
import { benchRelay } from './relay';
import { countRoundTrips } from './round-trips';
import { benchStore } from './store';
import { comparisonTable, table } from './table';
import { openWorkplace } from './workplace';

const DATA = join(__dirname, '..', '..', '.data', 'bench');

async function main(): Promise<void> {
  const say = (line: string): void => console.log(line);
  const infra = await startInfra({ dataDir: DATA, say });
  try {
    const comparisons: Comparison[] = [];
    say('\nHTTP chain …');
    comparisons.push(...(await benchHttpChain()));
    const workplace = await openWorkplace(infra.endpoints);
    say('store …');
    comparisons.push(await benchStore(workplace));
    say('relay …');
    comparisons.push(await benchRelay(workplace, infra.endpoints.kafkaBrokers));
    const trips = await countRoundTrips(workplace, infra.endpoints);
    await workplace.stop();
    say('onboarding …');
    const onboarding = await benchOnboarding(infra.endpoints);
    comparisons.push(onboarding.comparison);
    say('memory …\n');
    const memory = await residentMemory(infra);

    say(comparisonTable(comparisons));
    say(
      `\n${table([
        ['one onboarding (three stages approved)', 'count'],
        ['history events', String(onboarding.history.events)],
        ['history bytes', String(onboarding.history.bytes)],
        ['state transitions', String(onboarding.history.stateTransitions)],
        ['human decisions (submissions and reviews)', String(onboarding.history.humanDecisions)],
        [
          'events per human decision',
          (onboarding.history.events / onboarding.history.humanDecisions).toFixed(1),
        ],
      ])}`,
    );
    say(
      `\n${table([
        ['commands at once', 'store before the answer', 'store in all', 'broker'],
        ...trips.map((trip) => [trip.commands, trip.beforeTheAnswer, trip.store, trip.broker].map(String)),
      ])}`,
    );
    say(
      `\n${table([['process', 'resident MB'], ...memory.map((one) => [one.process, String(one.megabytes)])])}`,
    );
  } finally {
    await infra.stop();
  }
}

main().catch((error: unknown) => {
  console.error(error);
  process.exitCode = 1;
});

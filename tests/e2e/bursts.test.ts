import { pageOf, PayoutBatchView } from '@kequan/contracts';
import { playInBursts } from '../bursts/play-in-bursts';
import { clientOf } from '../journey/run';
import { createWitness } from '../journey/witness';
import { watchEvents } from '../watch/event-watch';
import { givenByTheRun } from './support/settings';
import { startSystem, type SystemInProcess } from './support/system-in-process';

/** More than the server takes of Updates in flight on one run. */
const CALLS = 20;
/** The steps that the journey must have taken in bursts. */
const STEPS = [
  /voucher-applications\/:id\/submission$/,
  /deals\/:id\/submission$/,
  /reply$/,
  /order-submission$/,
  /taking$/,
  /completion$/,
  /confirmation$/,
  /claim-submission$/,
  /review-tasks\/:id\/decision$/,
  /payout-batches$/,
  /release$/,
];
const LONG_MS = 400_000;

describe('bursts', () => {
  let system: SystemInProcess;
  beforeAll(async () => {
    system = await startSystem();
  }, 120_000);
  afterAll(() => system.process.stop());

  test(
    `M24, M29: when ${CALLS} calls at once take each step from enrolment to money, then one succeeds, all others hear why not`,
    async () => {
      const watch = await watchEvents(givenByTheRun('KAFKA_BROKERS'), system.instance);
      try {
        const witness = createWitness(watch, givenByTheRun('SMS_URL'));
        const { url: baseUrl, staffPassword } = system;
        const { played, bursts, faults } = await playInBursts('sn-enterprise', {
          ...{ baseUrl, staffPassword, witness, calls: CALLS },
        });

        expect(faults).toEqual([]);
        expect(played.differences).toEqual([]);
        const lines = new Set(bursts.map(({ line }) => line));
        for (const step of STEPS) expect([...lines]).toContainEqual(expect.stringMatching(step));
        const begun = bursts.filter(
          ({ line, answers }) => line.endsWith('payout-batches') && answers.has('201'),
        );
        const batches = pageOf(PayoutBatchView).parse(
          await clientOf(played.run, 'finance').send('GET /v1/payout-batches?limit=100'),
        );
        expect(batches.items).toHaveLength(begun.length);
        expect(batches.items.filter(({ lineCount }) => lineCount === 0)).toEqual([]);
      } finally {
        await watch.stop();
      }
    },
    LONG_MS,
  );
});

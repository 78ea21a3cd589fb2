import { createClient } from '../client';
import { loadJourney } from '../journey/load';
import { play } from '../journey/player';
import { beginRun } from '../journey/run';
import { createWitness } from '../journey/witness';
import { watchEvents } from '../watch/event-watch';
import { buildHost } from './support/build';
import { freePort } from './support/free-port';
import { hostChild, type HostChild } from './support/host-child';
import { killSeed } from './support/kill-seed';
import { chooseMoments, killer } from './support/kills';
import { givenByTheRun, newSettings } from './support/settings';

const KILLS = 10;
const WHOLE_TEST_MS = 540_000;
const STEP_PATIENCE_MS = 120_000;

describe('kill -9 of the service host', () => {
  const journey = loadJourney('js-inspection-testing');
  const seed = killSeed();
  const settings = newSettings();
  let host: HostChild;

  beforeAll(async () => {
    host = hostChild(await buildHost(), settings.environment, await freePort());
    host.start();
    await host.ready();
  }, 180_000);
  afterAll(() => host.stop(), 60_000);

  test(
    `when it is killed at ten moments of the journey (KILL_SEED=${seed}), then nothing is missing and nothing doubled`,
    async () => {
      const moments = chooseMoments(seed, KILLS, journey.steps.length);
      console.log(
        `KILL_SEED=${seed}: ${moments.map(({ step, afterMs }) => `${step}+${afterMs}ms`).join(' ')}`,
      );
      const watch = await watchEvents(givenByTheRun('KAFKA_BROKERS'), settings.instance);
      try {
        const kills = killer(host, moments);
        const client = createClient({ baseUrl: host.url, patienceMs: STEP_PATIENCE_MS });
        const played = await play(beginRun(journey, client, settings.staffPassword), {
          witness: createWitness(watch, givenByTheRun('SMS_URL')),
          audience: kills,
          patienceMs: STEP_PATIENCE_MS,
          quietMs: 10_000,
        });

        expect(await kills.done()).toBe(KILLS);
        expect(played.differences).toEqual([]);
        expect(watch.deadLetters()).toEqual([]);
      } finally {
        await watch.stop();
      }
    },
    WHOLE_TEST_MS,
  );

  test('when it is told to end, then it ends in order', async () => {
    await host.ready();

    expect(await host.stop()).toBe(0);
  }, 60_000);
});

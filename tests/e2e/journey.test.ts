import { createClient } from '../client';
import { journeyNames, loadJourney } from '../journey/load';
import { play } from '../journey/player';
import { beginRun } from '../journey/run';
import { createWitness } from '../journey/witness';
import { watchEvents } from '../watch/event-watch';
import { givenByTheRun } from './support/settings';
import { startSystem, type SystemInProcess } from './support/system-in-process';

describe('the journeys', () => {
  const journey = loadJourney('js-inspection-testing');
  let system: SystemInProcess;

  beforeAll(async () => {
    system = await startSystem();
  }, 120_000);
  afterAll(() => system.process.stop());

  test.each(journeyNames())(
    'when %s is played, then every state, SMS and event comes exactly once',
    async (name) => {
      const journey = loadJourney(name);
      const watch = await watchEvents(givenByTheRun('KAFKA_BROKERS'), system.instance);
      try {
        const client = createClient({ baseUrl: system.url });
        const played = await play(beginRun(journey, client, system.staffPassword), {
          witness: createWitness(watch, givenByTheRun('SMS_URL')),
        });

        expect(played.differences).toEqual([]);
        expect(played.events).toHaveLength(journey.steps.flatMap(({ expect }) => expect.events).length);
        expect(played.sms).toHaveLength(journey.steps.flatMap(({ expect }) => expect.sms).length);
        expect(played.timeline.map(({ eventId }) => eventId).sort()).toEqual(
          played.events.map(({ id }) => id).sort(),
        );
        expect(watch.deadLetters()).toEqual([]);
      } finally {
        await watch.stop();
      }
    },
    180_000,
  );

  test('when two institutions go the same way at the same time, then neither sees the other', async () => {
    const watch = await watchEvents(givenByTheRun('KAFKA_BROKERS'), system.instance);
    try {
      const client = createClient({ baseUrl: system.url });
      const witness = createWitness(watch, givenByTheRun('SMS_URL'));
      const both = await Promise.all(
        [1, 2].map(() => play(beginRun(journey, client, system.staffPassword), { witness })),
      );

      expect(both.flatMap(({ differences }) => differences)).toEqual([]);
      const notices = both.map(({ run }) => run.values.get('noticeNumber') ?? '');
      for (const notice of notices) expect(notice).toMatch(/^苏科券入库〔\d{4}〕\d{4}号$/);
      expect(new Set(notices).size).toBe(2);
    } finally {
      await watch.stop();
    }
  }, 180_000);

  test('when a fact is missing or one too many comes, then the play says so', async () => {
    const watch = await watchEvents(givenByTheRun('KAFKA_BROKERS'), system.instance);
    try {
      const client = createClient({ baseUrl: system.url });
      const witness = createWitness(watch, givenByTheRun('SMS_URL'));
      // Up to the first submission: insight knows an institution by its first event.
      const firstSubmitted = journey.steps.findIndex(({ expect }) => expect.status === 'underReview') + 1;
      const begun = { ...journey, steps: journey.steps.slice(0, firstSubmitted) };
      const [signUp] = begun.steps;
      if (!signUp) throw new Error('the journey has no steps');
      const events = signUp.expect.events;
      const playWith = (expected: typeof events) => {
        const first = { ...signUp, expect: { ...signUp.expect, events: expected } };
        const changed = { ...begun, steps: [first, ...begun.steps.slice(1)] };
        return play(beginRun(changed, client, system.staffPassword), { witness, patienceMs: 6_000 });
      };

      await expect(playWith([...events, ...events])).rejects.toThrow(/missing: kequan.identity/);
      expect((await playWith([])).differences).toEqual([
        { kind: 'unexpected', what: 'kequan.identity.account-registered.v1' },
      ]);
    } finally {
      await watch.stop();
    }
  });
});

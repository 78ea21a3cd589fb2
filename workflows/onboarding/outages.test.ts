import { OnboardingPeople } from '../tests/onboarding-people';
import { sharedRig } from '../tests/shared-rig';
import { until } from '../tests/until';

const rig = sharedRig();
let people: OnboardingPeople;
beforeEach(() => {
  people = new OnboardingPeople(rig);
});

describe('a step that fails by a fault', () => {
  test.each([
    'attach',
    'reserveUnitCode',
    'recordStageSubmission',
    'openTask',
    'recordStageOutcome',
  ] as const)(
    'when %s fails twice, then it is tried again until it works, with the same input',
    async (step) => {
      rig.fakes.failNext(step, 'fault', 2);
      expect(await people.submit('registration')).toEqual({ revision: 1 });
      await people.decideNext('approve');
      await until(`${step} a third time`, () => rig.fakes.of(step)[2]);
      const [first, second, third] = rig.fakes.inputsOf(step);
      expect(second).toEqual(first);
      expect(third).toEqual(first);
      expect(await people.progress()).toMatchObject({ step: 'shop' });
    },
  );

  test('when the store of the home is away for longer than a task, then the step waits without filling the history', async () => {
    const backAtMs = Date.now() + 6_000;
    rig.fakes.onNext(
      'recordStageSubmission',
      async () => {
        if (Date.now() < backAtMs) throw new Error('the store is away');
      },
      1_000,
    );
    expect(await people.submit('registration')).toEqual({ revision: 1 });
    expect(rig.fakes.of('recordStageSubmission').length).toBeGreaterThan(5);
    const { events } = await people.handle.fetchHistory();
    expect(events?.length).toBeLessThan(45);
    const scheduled = events?.map((event) => event.activityTaskScheduledEventAttributes?.activityType?.name);
    expect(scheduled).toContain('recordStageSubmission');
    await people.decideNext('approve');
  });
});

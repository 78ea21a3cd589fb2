import { OnboardingPeople } from '../tests/onboarding-people';
import { refusedCode } from '../tests/people';
import { sharedRig } from '../tests/shared-rig';
import { until } from '../tests/until';

const UNIT_CODE = '91320000100019592W';

const rig = sharedRig();
let people: OnboardingPeople;
beforeEach(() => {
  people = new OnboardingPeople(rig);
});

describe('a process that lives long', () => {
  test('when its history is long, then it goes on as a new run with its stage and its unit code', async () => {
    await people.submit('registration');
    const task = await people.newTask();
    const firstRun = (await people.handle.describe()).runId;
    // Signals that no handler knows make the history long; refused ones would cost a stack trace each, at every replay.
    for (let batch = 0; batch < 4; batch += 1)
      await Promise.all(Array.from({ length: 500 }, () => people.handle.signal('unheardOf')));
    const decision = people.decision(task, 'return');
    await people.decide(decision);
    await until('a new run', async () =>
      (await people.handle.describe()).runId === firstRun ? undefined : true,
    );
    // Whoever lost the answer is answered by the new run.
    await people.decide(decision);
    expect(rig.fakes.of('recordStageOutcome')).toHaveLength(1);

    rig.fakes.failNext('recordStageSubmission', 'Conflict');
    expect(await refusedCode(people.submit('registration'))).toBe('Conflict');
    expect(rig.fakes.of('releaseUnitCode')).toEqual([]);
    await people.submit('registration', { unitCode: '91320594MA1MYCTX30' });
    expect(rig.fakes.inputsOf('releaseUnitCode').map(({ unitCode }) => unitCode)).toEqual([UNIT_CODE]);
    await people.decideNext('approve');
    expect(await people.progress()).toMatchObject({ step: 'shop' });
  });
});

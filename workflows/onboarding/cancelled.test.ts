import { ApplicationFailure, CancelledFailure } from '@temporalio/common';
import { causeOf, ifRunning } from '../tests/ends';
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

describe('an operator who cancels', () => {
  test('when the registration is under review, then it is a draft again, its code is free, the process is cancelled', async () => {
    await people.submit('registration');
    const taskId = await people.newTask();
    await people.handle.cancel();
    expect(await causeOf(people.end())).toBeInstanceOf(CancelledFailure);
    const { institutionId, applicantId } = people;
    expect(rig.fakes.inputsOf('recordStageWithdrawal')).toMatchObject([
      { institutionId, stage: 'registration', taskId, withdrawnBy: applicantId },
    ]);
    expect(rig.fakes.inputsOf('releaseUnitCode')).toEqual([{ institutionId, unitCode: UNIT_CODE }]);
    const steps = rig.fakes.calls.map(({ step }) => step);
    expect(steps.indexOf('recordStageWithdrawal')).toBeLessThan(steps.indexOf('releaseUnitCode'));
  });

  test('when nothing is under review any more, then nothing but the code is undone', async () => {
    await people.submit('registration');
    await people.decideNext('return');
    await people.handle.cancel();
    expect(await causeOf(people.end())).toBeInstanceOf(CancelledFailure);
    expect(rig.fakes.of('recordStageWithdrawal')).toEqual([]);
    expect(rig.fakes.of('releaseUnitCode')).toHaveLength(1);
  });

  test('when the registration was approved, then the code stays', async () => {
    await people.submit('registration');
    await people.decideNext('approve');
    await people.handle.cancel();
    expect(await causeOf(people.end())).toBeInstanceOf(CancelledFailure);
    expect(rig.fakes.of('releaseUnitCode')).toEqual([]);
  });

  test('when a submission waits for a service that is down, then it is refused and nothing is recorded', async () => {
    await rig.stopWorker('files');
    const submitted = refusedCode(people.submit('registration'));
    await until('the process', () => ifRunning(people.handle.describe()));
    await people.handle.cancel();
    expect(await submitted).toBe('Unavailable');
    expect(await causeOf(people.end())).toBeInstanceOf(CancelledFailure);
    expect(rig.fakes.of('recordStageSubmission')).toEqual([]);
    await rig.startWorker('files');
  });

  test('when the undo cannot be done, then the process fails loudly', async () => {
    await people.submit('registration');
    await people.newTask();
    rig.fakes.failNext('releaseUnitCode', 'NotFound', 1_000);
    await people.handle.cancel();
    const cause = await causeOf(people.end());
    expect(cause).toBeInstanceOf(ApplicationFailure);
    expect(cause).toMatchObject({
      type: 'Internal',
      message: expect.stringContaining(`not undone: reserve unit code ${UNIT_CODE}`) as string,
    });
  });

  test('when the last stage is approved already, then the institution is entered all the same', async () => {
    const qualifying = (people = people.from({ stageIndex: 2 }));
    await qualifying.submit('qualification');
    rig.fakes.onNext('setVoucherServices', async () => {
      await qualifying.handle.cancel();
    });
    await qualifying.decideNext('approve');
    expect(await qualifying.end()).toMatchObject({ ended: 'qualified' });
    expect(rig.fakes.of('publishEntryNotice')).toHaveLength(1);
  });
});
